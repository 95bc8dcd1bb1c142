package org.waggle.common.spi;

import java.util.List;
import org.waggle.common.data.Completion;
import org.waggle.common.data.Problem;
import org.waggle.common.data.SamplingSettings;
import org.waggle.common.data.Seed;

/** How a rollout is made: plainly, as a tree, by search, with forced prefixes. Drives a {@link DecodingSession}. */
public interface Sampler extends Component {
    /**
     * Completions wanted for one problem.
     *
     * @param problem the problem
     * @param prompt its prompt as token ids
     * @param firstSample index of the first completion
     * @param samples number of completions
     * @param seed seed of the group; a token's draw is {@code seed.at(sample).at(token)}
     * @param round rollout round within the step
     */
    record Request(Problem problem, int[] prompt, int firstSample, int samples, Seed seed, int round) {}

    /** What a sampler works with. Made by Waggle only, so that it can grow. */
    interface Rollout {
        /** What is wanted. */
        List<Request> requests();

        /** The policy, ready to decode. */
        DecodingSession policy();

        /**
         * Hands over a finished completion, in any order.
         *
         * @param request index of its request
         */
        void finished(int request, Completion completion);
    }

    /** How tokens are drawn. */
    SamplingSettings settings();

    /** Makes the completions that a rollout asks for. */
    void sample(Rollout rollout);
}
