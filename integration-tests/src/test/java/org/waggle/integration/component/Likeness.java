package org.waggle.integration.component;

import org.waggle.common.data.Completion;
import org.waggle.common.data.Doc;
import org.waggle.common.data.Problem;
import org.waggle.common.spi.CompletionReward;

/** How much of a completion is like the answer; a random model gets some of it, so that there is something to learn. */
@Doc("Share of the places at which completion and answer have the same character.")
public record Likeness() implements CompletionReward {
    @Override
    public double score(Problem problem, Completion completion) {
        Faults.strike("reward");
        int same = 0;
        int length = Math.max(
                1, Math.max(problem.answer().length(), completion.text().length()));
        for (int i = 0;
                i < Math.min(problem.answer().length(), completion.text().length());
                i++) {
            same += problem.answer().charAt(i) == completion.text().charAt(i) ? 1 : 0;
        }
        return same / (double) length;
    }
}
