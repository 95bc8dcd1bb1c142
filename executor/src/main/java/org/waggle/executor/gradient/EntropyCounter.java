package org.waggle.executor.gradient;

import java.io.Serializable;
import java.util.Map;
import java.util.Set;
import org.waggle.common.data.Completion;
import org.waggle.common.data.Quantile;
import org.waggle.common.data.ScoredGroup;
import org.waggle.common.data.TokenTrace;

/**
 * Counts the entropies of tokens for a {@link Quantile}.
 *
 * @param halves which to count by all of their bits; empty for all by the upper half
 */
public record EntropyCounter(Set<Integer> halves) implements Serializable {
    /** Copies the set. */
    public EntropyCounter {
        halves = Set.copyOf(halves);
    }

    /** Adds the tokens of a group that count. */
    public void count(ScoredGroup group, Map<Integer, Long> counts) {
        for (Completion completion : group.group().completions()) {
            TokenTrace trace = completion.trace();
            for (int token = 0; token < trace.length(); token++) {
                if (trace.trained()[token]) {
                    Quantile.count(trace.entropy()[token], halves, counts);
                }
            }
        }
    }
}
