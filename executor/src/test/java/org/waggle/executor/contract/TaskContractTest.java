package org.waggle.executor.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.waggle.common.data.Problem;
import org.waggle.common.data.Seed;
import org.waggle.common.data.Split;
import org.waggle.common.spi.Task;
import org.waggle.executor.task.Dataset;

class TaskContractTest {
    private static final Seed SEED = new Seed(11);

    /** A dataset has problems only once the driver has read its files. */
    static Stream<Task> tasks() {
        return ExampleComponents.of(Task.class).filter(task -> !(task instanceof Dataset));
    }

    private static long few(Task task, Split split) {
        return Math.min(300, task.size(split));
    }

    @ParameterizedTest
    @MethodSource("tasks")
    void aProblemIsAFunctionOfSeedSplitAndIndex(Task task) {
        Task copy = Serialized.copy(task);
        for (Split split : Split.values()) {
            for (long i = few(task, split) - 1; i >= 0; i -= 7) {
                assertThat(copy.problem(new Seed(11), split, i)).isEqualTo(task.problem(SEED, split, i));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("tasks")
    void anIdNamesOneQuestion(Task task) {
        Map<String, String> prompts = new HashMap<>();
        for (long i = 0; i < few(task, Split.TRAIN); i++) {
            Problem problem = task.problem(SEED, Split.TRAIN, i);
            assertThat(problem.id()).isNotBlank();
            assertThat(task.demonstration(problem, new Seed(7))).isNotBlank();
            assertThat(prompts.merge(problem.id(), problem.prompt(), (old, same) -> old))
                    .isEqualTo(problem.prompt());
        }
    }

    @ParameterizedTest
    @MethodSource("tasks")
    void noProblemIsInBothSplitsWhateverTheSeed(Task task) {
        Set<String> heldOut = new HashSet<>();
        for (long i = 0; i < few(task, Split.HELD_OUT); i++) {
            heldOut.add(task.problem(SEED, Split.HELD_OUT, i).id());
            assertThat(task.problem(new Seed(i), Split.HELD_OUT, i)).isEqualTo(task.problem(SEED, Split.HELD_OUT, i));
        }
        for (long i = 0; i < few(task, Split.TRAIN); i++) {
            assertThat(heldOut)
                    .doesNotContain(task.problem(new Seed(i), Split.TRAIN, i).id());
        }
    }

    @ParameterizedTest
    @MethodSource("tasks")
    void theLastProblemExists(Task task) {
        for (Split split : Split.values()) {
            assertThat(task.problem(SEED, split, task.size(split) - 1).prompt()).isNotBlank();
        }
    }
}
