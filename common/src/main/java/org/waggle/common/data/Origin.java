package org.waggle.common.data;

/**
 * Where a completion began: at the prompt, or branching off an earlier sample (tree and restart samplers).
 *
 * @param parent sample index that it branched from, -1 for none
 * @param branch token position at which it branched, 0 for none
 * @param round rollout round within the step, from 0
 */
public record Origin(int parent, int branch, int round) {
    /** A completion sampled from the prompt in the first round. */
    public static final Origin PROMPT = new Origin(-1, 0, 0);
}
