package org.waggle.executor.gradient;

import java.util.List;
import java.util.Objects;
import org.waggle.common.data.GroupId;
import org.waggle.common.data.Preference;
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
 * Makes training items of a task's preferences: two sequences each, the preferred one first.
 *
 * @param task where problems come from
 * @param runSeed seed of the run
 * @param maxPositions longest sequence that the model takes
 */
public record PreferenceWorker(Guarded<Task> task, Seed runSeed, int maxPositions) implements ItemMaker {
    @Override
    public TrainingItem item(Prompts prompts, GroupId id, long index) {
        Compared compared = task.askPatiently("training problem " + index, it -> {
            Problem problem = it.problem(runSeed, Split.TRAIN, index);
            Preference preference =
                    it.preference(problem, runSeed.at("preference").at(index));
            return new Compared(problem, Objects.requireNonNull(preference, "preference"));
        });
        Problem problem = compared.problem();
        Preference preference = compared.preference();
        Replies replies = new Replies(prompts);
        List<TrainingSequence> pair =
                List.of(replies.reply(problem, preference.chosen()), replies.reply(problem, preference.rejected()));
        pair.forEach(sequence -> check(sequence, problem));
        return new TrainingItem(id, new int[] {0, 1}, pair, 1, 1);
    }

    private record Compared(Problem problem, Preference preference) {}

    private void check(TrainingSequence sequence, Problem problem) {
        int prompt = sequence.promptTokens().length;
        if (prompt == 0 || sequence.totalLength() > maxPositions) {
            throw RunException.input(
                    "Invalid preference: %d + %d tokens of problem %s (must fit into max-positions %d)",
                    prompt, sequence.tokens().length, problem.id(), maxPositions);
        }
    }
}
