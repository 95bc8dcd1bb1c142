package org.waggle.common.spi;

import java.util.List;
import java.util.function.BiConsumer;
import org.waggle.common.data.Completion;
import org.waggle.common.data.SamplingSettings;
import org.waggle.common.data.Seed;

/** How a rollout is made: plainly, as a tree, by search, with forced prefixes. Drives a {@link DecodingSession}. */
public interface Sampler extends Component {
    /**
     * Completions wanted for one prompt.
     *
     * @param prompt token ids
     * @param firstSample index of the first completion
     * @param samples number of completions
     * @param seed seed of the group; a token's draw is {@code seed.at(sample).at(token)}
     * @param round rollout round within the step
     */
    record Request(int[] prompt, int firstSample, int samples, Seed seed, int round) {}

    /** How tokens are drawn. */
    SamplingSettings settings();

    /**
     * Makes the completions of many prompts.
     *
     * @param requests what is wanted
     * @param session the policy, ready to decode
     * @param finished told of each completion with the index of its request, in any order
     */
    void sample(List<Request> requests, DecodingSession session, BiConsumer<Integer, Completion> finished);
}
