package org.waggle.common.data;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * One sampled continuation of a prompt, with everything about its making that can't be rebuilt later.
 *
 * @param sample index within its group, from 0
 * @param tokens sampled token ids, the end-of-sequence token included if it was drawn, [tokens]
 * @param text the tokens decoded, special tokens left out, up to where a stop string begins; the tokens are kept as
 *     they were drawn, as the policy learns from those
 * @param trace what the policy said of each token
 * @param stop why it ended
 * @param origin where in a tree of samples it began
 * @param extra free columns of a sampler, by name and in the order of the names
 */
public record Completion(
        int sample,
        int[] tokens,
        String text,
        TokenTrace trace,
        StopReason stop,
        Origin origin,
        Map<String, String> extra) {

    /** Copies {@code extra} in the order of its names, and checks that the trace is as long as the tokens. */
    public Completion {
        extra = Collections.unmodifiableMap(new TreeMap<>(extra));
        if (trace.length() != tokens.length) {
            throw new IllegalArgumentException(
                    "Invalid trace: %d tokens (must be %d)".formatted(trace.length(), tokens.length));
        }
    }

    /** The same with another column in {@code extra}. */
    public Completion with(String name, String value) {
        Map<String, String> more = new TreeMap<>(extra);
        more.put(name, value);
        return new Completion(sample, tokens, text, trace, stop, origin, more);
    }

    /** The same with another trace. */
    public Completion with(TokenTrace other) {
        return new Completion(sample, tokens, text, other, stop, origin, extra);
    }

    /** Number of sampled tokens. */
    public int length() {
        return tokens.length;
    }
}
