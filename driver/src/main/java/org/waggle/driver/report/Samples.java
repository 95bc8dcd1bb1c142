package org.waggle.driver.report;

import java.util.List;

/**
 * Some completions of one step.
 *
 * @param step global step
 * @param node name of the policy
 * @param rows the completions, in the order to show them
 */
public record Samples(int step, String node, List<Sample> rows) {
    /** Copies the rows. */
    public Samples {
        rows = List.copyOf(rows);
    }
}
