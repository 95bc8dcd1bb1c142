package org.waggle.common.spi;

import org.waggle.common.data.Completion;
import org.waggle.common.data.Group;
import org.waggle.common.data.Problem;
import org.waggle.common.data.Scores;

/** A reward that judges each completion by itself. */
public interface CompletionReward extends Reward {
    /** The score of one completion, finite. */
    double score(Problem problem, Completion completion);

    @Override
    default boolean judgesAlone() {
        return true;
    }

    @Override
    default Scores score(Group group, StepContext context) {
        return Scores.of(group.completions().stream()
                .mapToDouble(completion -> score(group.problem(), completion))
                .toArray());
    }
}
