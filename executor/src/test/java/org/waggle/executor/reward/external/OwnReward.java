package org.waggle.executor.reward.external;

import org.waggle.common.data.Completion;
import org.waggle.common.data.Problem;
import org.waggle.common.spi.CompletionReward;

/** A user's class: 1 if the completion is the answer, else 0. */
public final class OwnReward implements CompletionReward {
    @Override
    public double score(Problem problem, Completion completion) {
        return completion.text().equals(problem.answer()) ? 1 : 0;
    }
}
