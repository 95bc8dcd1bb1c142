package org.waggle.driver.store;

import java.util.List;

/**
 * Which updates a row of the table of samples says it was consumed by.
 *
 * @param node index of the policy that wrote it
 * @param group name of its group
 * @param sample its index within the group
 * @param updates numbers of the node's optimizer updates, from 1; empty if it wasn't selected
 */
public record ConsumedSample(int node, String group, int sample, List<Long> updates) {
    /** Copies the updates. */
    public ConsumedSample {
        updates = List.copyOf(updates);
    }
}
