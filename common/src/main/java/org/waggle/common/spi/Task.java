package org.waggle.common.spi;

import org.waggle.common.data.Problem;
import org.waggle.common.data.Seed;
import org.waggle.common.data.Split;

/** Where problems come from. A problem is a function of seed, split and index, so that executors make their own. */
public interface Task extends Component {
    /** Number of problems of a split; {@link Long#MAX_VALUE} if they never end. */
    long size(Split split);

    /**
     * The problem at an index. No problem of one split is in the other, whatever the seed.
     *
     * @param seed seed of the run; the held-out split is the same for every seed
     * @param index from 0 to {@link #size} - 1
     */
    Problem problem(Seed seed, Split split, long index);

    /** A completion that solves the problem, for supervised training. */
    default String demonstration(Problem problem) {
        return problem.answer();
    }
}
