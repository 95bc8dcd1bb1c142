package org.waggle.executor.reward;

import java.util.Map;
import org.waggle.common.data.Problem;
import org.waggle.common.spi.CompletionReward;
import org.waggle.common.spi.Reward;
import org.waggle.executor.Examples;

/** Scores of texts. */
public final class Judged {
    private Judged() {}

    /** What a reward says of texts. */
    static double[] by(Reward reward, String... texts) {
        return reward.score(Examples.group(Examples.PROBLEM, texts), Examples.CONTEXT)
                .values();
    }

    /** What a reward says of one text. */
    public static double by(CompletionReward reward, Problem problem, String text) {
        return reward.score(problem, Examples.completion(0, text));
    }

    /** A problem with an answer. */
    public static Problem problem(String answer) {
        return new Problem("p1", "", answer, Map.of());
    }
}
