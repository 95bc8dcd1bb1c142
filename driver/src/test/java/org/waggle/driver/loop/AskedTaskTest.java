package org.waggle.driver.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.waggle.common.data.Problem;
import org.waggle.common.data.Rejection;
import org.waggle.common.data.Seed;
import org.waggle.common.data.Split;
import org.waggle.common.data.Verdict;
import org.waggle.common.spi.Task;
import org.waggle.executor.guard.Guarded;

class AskedTaskTest {
    private static final Problem PROBLEM = new Problem("p", "1+1=", "2", Map.of());

    /** A task that answers as it is told. */
    private record Told(Function<Problem, Verdict> answer) implements Task {
        @Override
        public long size(Split split) {
            return 1;
        }

        @Override
        public Problem problem(Seed seed, Split split, long index) {
            return PROBLEM;
        }

        @Override
        public Verdict verdict(Problem problem) {
            return answer.apply(problem);
        }
    }

    private static Verdict asked(Function<Problem, Verdict> answer) {
        return new AskedTask(Guarded.of(new Told(answer), 1)).verdict(PROBLEM);
    }

    @Test
    void whatATaskSaysIsSaid() {
        assertThat(asked(Verdict.Sound::new)).isEqualTo(new Verdict.Sound(PROBLEM));
    }

    @Test
    void aTaskThatFailsOrHangsCannotVerify() {
        assertThat(asked(problem -> {
                    throw new IllegalStateException("odd");
                }))
                .isEqualTo(new Verdict.Refused(
                        Rejection.UNVERIFIABLE,
                        "Cannot go on: task Told threw java.lang.IllegalStateException: odd (a problem of others)"));
        assertThat(asked(problem -> {
                    never();
                    return new Verdict.Sound(problem);
                }))
                .isInstanceOfSatisfying(
                        Verdict.Refused.class,
                        refused -> assertThat(refused.detail()).contains("task Told took longer than 1 s"));
    }

    private static void never() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
