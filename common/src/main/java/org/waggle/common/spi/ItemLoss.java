package org.waggle.common.spi;

import java.util.List;
import org.waggle.common.data.WeightedSums;

/**
 * The loss of one training item, already divided by the batch's normaliser, with its derivatives.
 *
 * @param loss contribution to the loss of the update; contributions of all items add up to it
 * @param derivatives for each sequence of the item
 * @param sums what to report, as weighted sums that add up over items
 */
public record ItemLoss(double loss, List<Derivatives> derivatives, WeightedSums sums) {
    /**
     * Derivatives of the loss for one sequence.
     *
     * @param logp ∂loss/∂logp, [tokens]; 0 where a token doesn't count
     * @param entropy ∂loss/∂entropy, [tokens]
     */
    public record Derivatives(float[] logp, float[] entropy) {
        /** Zeros, to be filled. */
        public static Derivatives zeros(int tokens) {
            return new Derivatives(new float[tokens], new float[tokens]);
        }
    }

    /** Copies the list. */
    public ItemLoss {
        derivatives = List.copyOf(derivatives);
    }
}
