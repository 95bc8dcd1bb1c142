package org.waggle.executor.gradient;

import java.util.List;
import org.waggle.common.spi.ItemLoss;
import org.waggle.common.spi.Objective;
import org.waggle.common.spi.TokenArrays;
import org.waggle.executor.guard.Guarded;

/**
 * Checks what an objective answers.
 *
 * @param objective who answered
 * @param about the item, for messages
 */
record LossCheck(Guarded<Objective> objective, String about) {
    /**
     * The loss, if it has derivatives for each token. What isn't finite is the objective's fault only if all that it
     * was told is finite; else the numbers went wrong before, and the norm of the gradient tells.
     */
    ItemLoss checked(ItemLoss loss, List<TokenArrays> sequences) {
        int count = loss.derivatives().size();
        objective.check(
                count == sequences.size(),
                count + " derivatives for " + sequences.size() + " sequences",
                "must be one for each",
                about);
        boolean sound = sequences.stream().allMatch(LossCheck::isFinite);
        objective.check(!sound || Double.isFinite(loss.loss()), loss.loss(), "must be finite", about);
        for (int i = 0; i < count; i++) {
            derivatives(loss.derivatives().get(i).logp(), sequences.get(i).length(), sound);
            derivatives(loss.derivatives().get(i).entropy(), sequences.get(i).length(), sound);
        }
        return loss;
    }

    private void derivatives(float[] values, int tokens, boolean sound) {
        objective.check(
                values.length == tokens,
                values.length + " derivatives for " + tokens + " tokens",
                "must be one for each",
                about);
        for (float value : values) {
            objective.check(!sound || Float.isFinite(value), value, "must be finite", about);
        }
    }

    private static boolean isFinite(TokenArrays sequence) {
        return isFinite(sequence.logp())
                && isFinite(sequence.oldLogp())
                && isFinite(sequence.refLogp())
                && isFinite(sequence.entropy());
    }

    private static boolean isFinite(float[] values) {
        for (float value : values) {
            if (!Float.isFinite(value)) {
                return false;
            }
        }
        return true;
    }
}
