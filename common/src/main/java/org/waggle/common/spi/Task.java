package org.waggle.common.spi;

import org.waggle.common.data.Preference;
import org.waggle.common.data.Problem;
import org.waggle.common.data.Rejection;
import org.waggle.common.data.Seed;
import org.waggle.common.data.Split;
import org.waggle.common.data.Verdict;

/** Where problems come from. A problem is a function of seed, split and index, so that executors make their own. */
public interface Task extends Component {
    /** Number of problems of a split, at least 1 for training; {@link Long#MAX_VALUE} if they never end. */
    long size(Split split);

    /**
     * The problem at an index. No problem of one split is in the other, whatever the seed.
     *
     * @param seed seed of the run; the held-out split is the same for every seed
     * @param index from 0; held-out problems end at {@link #size} - 1, training problems come again after as many, in
     *     another order
     */
    Problem problem(Seed seed, Split split, long index);

    /** Whether the training problems come with a {@link #demonstration}. */
    default boolean hasDemonstrations() {
        return true;
    }

    /**
     * A completion for supervised training: one that solves the problem, or what an imperfect teacher would say.
     *
     * @param seed seed of this demonstration; the same problem may be demonstrated again with another
     */
    default String demonstration(Problem problem, Seed seed) {
        return problem.answer();
    }

    /**
     * Whether a problem is one of this task's, with the right answer: what a peer of a swarm says to have from the same
     * task. It must not trust any part of it, takes time and memory within bounds of the task's own, and throws
     * nothing, whatever the problem holds.
     */
    default Verdict verdict(Problem problem) {
        return new Verdict.Refused(Rejection.UNVERIFIABLE, "the task can't tell");
    }

    /** Whether the training problems come with a {@link #preference}. */
    default boolean hasPreferences() {
        return false;
    }

    /**
     * A better and a worse completion for training on pairs; asked only of a task that {@link #hasPreferences}.
     *
     * @param seed seed of this pair; the same problem may be shown again with another
     */
    default Preference preference(Problem problem, Seed seed) {
        throw new IllegalStateException(
                "Cannot compare completions of problem %s: the task has no preferences".formatted(problem.id()));
    }
}
