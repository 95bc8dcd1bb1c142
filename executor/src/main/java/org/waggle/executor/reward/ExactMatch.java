package org.waggle.executor.reward;

import org.waggle.common.data.Completion;
import org.waggle.common.data.Doc;
import org.waggle.common.data.Problem;
import org.waggle.common.spi.CompletionReward;

/** 1 if the completion is the answer, white space at either end apart, else 0. */
@Doc("1 if the completion's text is the answer, white space at either end apart; else 0.")
public record ExactMatch() implements CompletionReward {
    @Override
    public double score(Problem problem, Completion completion) {
        String answer = problem.answerFor("exact-match").strip();
        return completion.text().strip().equals(answer) ? 1 : 0;
    }
}
