package org.waggle.driver.loop;

import org.waggle.common.data.Problem;
import org.waggle.common.data.Rejection;
import org.waggle.common.data.Seed;
import org.waggle.common.data.Split;
import org.waggle.common.data.Verdict;
import org.waggle.common.failure.FailureKind;
import org.waggle.common.failure.RunException;
import org.waggle.common.spi.Task;
import org.waggle.executor.guard.Guarded;

/**
 * A task that is asked about strangers' problems on the driver: within its time limit, and where it fails the problem
 * is one that it can't verify. What a stranger says must not end the run.
 *
 * @param guarded the task
 */
record AskedTask(Guarded<Task> guarded) implements Task {
    @Override
    public Verdict verdict(Problem problem) {
        try {
            return guarded.ask("a problem of others", task -> task.verdict(problem));
        } catch (RunException e) {
            if (e.kind() != FailureKind.INPUT) {
                throw e;
            }
            return new Verdict.Refused(Rejection.UNVERIFIABLE, String.valueOf(e.getMessage()));
        }
    }

    @Override
    public long size(Split split) {
        return guarded.component().size(split);
    }

    @Override
    public Problem problem(Seed seed, Split split, long index) {
        return guarded.component().problem(seed, split, index);
    }
}
