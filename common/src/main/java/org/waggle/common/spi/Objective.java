package org.waggle.common.spi;

import java.util.List;
import org.waggle.common.data.BatchTotals;
import org.waggle.common.data.TrainingItem;

/**
 * The loss that an update descends, as plain Java over arrays: it knows no tensors, so finite differences can test it
 * and a user's jar can bring one.
 */
public interface Objective extends Component {
    /**
     * Loss and derivatives of one item.
     *
     * @param item what is trained on, with its weight and label
     * @param sequences what the models say of each sequence of the item, in its order
     * @param totals sums over everything that the update trains on, in all lanes
     */
    ItemLoss loss(TrainingItem item, List<TokenArrays> sequences, BatchTotals totals);

    /** True if it reads {@link TokenArrays#refLogp}, so that a reference policy must be there. */
    default boolean usesReference() {
        return false;
    }

    /**
     * True if it compares two sequences of an item, the preferred one first, so that items must be pairs; false if it
     * takes any number of sequences, each by itself.
     */
    default boolean comparesPairs() {
        return false;
    }
}
