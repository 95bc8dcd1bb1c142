package org.waggle.executor.gradient;

import java.util.List;
import java.util.Objects;
import org.waggle.common.data.GroupId;
import org.waggle.common.data.Problem;
import org.waggle.common.data.Seed;
import org.waggle.common.data.Split;
import org.waggle.common.data.TrainingItem;
import org.waggle.common.data.TrainingSequence;
import org.waggle.common.failure.RunException;
import org.waggle.common.spi.Task;
import org.waggle.executor.guard.Guarded;
import org.waggle.executor.tokenizer.Prompts;

/**
 * Makes training items of a task's demonstrations.
 *
 * @param task where problems come from
 * @param runSeed seed of the run
 * @param maxPositions longest sequence that the model takes
 */
public record DemonstrationWorker(Guarded<Task> task, Seed runSeed, int maxPositions) implements ItemMaker {
    @Override
    public TrainingItem item(Prompts prompts, GroupId id, long index) {
        Demonstration shown = task.askPatiently("training problem " + index, it -> {
            Problem problem = it.problem(runSeed, Split.TRAIN, index);
            String text = it.demonstration(problem, runSeed.at("demonstration").at(index));
            return new Demonstration(problem, Objects.requireNonNull(text, "demonstration"));
        });
        TrainingSequence sequence = new Replies(prompts).conversation(shown.problem(), shown.text());
        int prompt = sequence.promptTokens().length;
        if (prompt == 0 || sequence.totalLength() > maxPositions) {
            throw RunException.input(
                    "Invalid demonstration: %d + %d tokens of problem %s (must fit into max-positions %d)",
                    prompt, sequence.tokens().length, shown.problem().id(), maxPositions);
        }
        return new TrainingItem(id, new int[] {0}, List.of(sequence), 1, 1);
    }

    private record Demonstration(Problem problem, String text) {}
}
