package org.waggle.common.data;

import java.io.Serializable;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the driver knows of one completion: numbers, no tokens.
 *
 * @param sample index within its group
 * @param reward composed reward
 * @param channels score of each reward channel
 * @param tokens number of sampled tokens
 * @param trainedTokens number of its tokens that count in the loss, at most {@code tokens}
 * @param meanEntropy mean entropy of its tokens in nats
 * @param logp sum of the untruncated log-probabilities of its tokens
 * @param stop why it ended
 * @param textHash 64 bits of its text, equal for equal texts
 */
public record SampleSummary(
        int sample,
        double reward,
        SortedMap<String, Double> channels,
        int tokens,
        int trainedTokens,
        double meanEntropy,
        double logp,
        StopReason stop,
        long textHash)
        implements Serializable {

    /** The summary of the completion at a place of a group, from 0. */
    static SampleSummary of(ScoredGroup group, int place) {
        Completion completion = group.group().completions().get(place);
        SortedMap<String, Double> channels = new TreeMap<>();
        group.channels().forEach((name, scores) -> channels.put(name, scores.values()[place]));
        return new SampleSummary(
                completion.sample(),
                group.rewards()[place],
                channels,
                completion.length(),
                completion.trace().trainedTokens(),
                completion.trace().meanEntropy(),
                completion.trace().logp(),
                completion.stop(),
                new Seed(0).at(completion.text()).bits());
    }
}
