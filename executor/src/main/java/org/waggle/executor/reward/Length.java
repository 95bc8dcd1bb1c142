package org.waggle.executor.reward;

import org.waggle.common.data.Completion;
import org.waggle.common.data.Doc;
import org.waggle.common.data.Problem;
import org.waggle.common.failure.Check;
import org.waggle.common.failure.RunException;
import org.waggle.common.spi.CompletionReward;

/**
 * 0 for a completion of n tokens between {@code from} and {@code to}, and linearly less outside:
 *
 * <pre>r = -min(1, max(from - n, n - to, 0) / slack)</pre>
 *
 * With from 0, to L_max - L_cache and slack L_cache this is the soft overlong punishment of DAPO (arXiv:2503.14476,
 * equation 13); with from = to it pulls towards a length.
 */
@Doc("0 for a completion whose length is within bounds, falling to -1 outside of them.")
public record Length(
        @Doc("Least number of tokens that costs nothing, at least 0.")
        int from,

        @Doc("Largest number of tokens that costs nothing, at least from.")
        int to,

        @Doc("Tokens outside of the bounds at which the score is -1, at least 1.")
        int slack)
        implements CompletionReward {
    /** Checks the bounds. */
    public Length {
        Check.that(from >= 0, "from", from, "must be >= 0");
        Check.that(to >= from, "to", to, "must be >= from");
        Check.that(slack >= 1, "slack", slack, "must be >= 1");
    }

    @Override
    public double score(Problem problem, Completion completion) {
        int tokens = completion.length();
        if (tokens == 0 && !completion.text().isEmpty()) {
            throw RunException.input(
                    "Missing value: tokens of the completion (the reward length counts them; waggle reward takes --model DIR)");
        }
        double outside = Math.max(0, Math.max(from - tokens, tokens - to));
        return Math.max(-1, (0 - outside) / slack);
    }
}
