package org.waggle.executor.reward.gym;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.waggle.common.data.Completion;
import org.waggle.common.data.Doc;
import org.waggle.common.data.Problem;
import org.waggle.common.failure.RunException;
import org.waggle.common.spi.CompletionReward;
import org.waggle.executor.reward.AnswerTag;

/**
 * The scores of reasoning-gym ("Reasoning Gym", arXiv:2505.24760) for nine of its tasks, partial credit included. A
 * problem says which by {@code source_dataset} in its column {@code metadata} (JSON), or by its column {@code task}.
 */
@Doc("The score of reasoning-gym's own verifier for the task that the problem's metadata name, in [0, 1].")
public record ReasoningGym(
        @Doc("True to judge what stands in the last <answer>…</answer>; false to judge the whole completion.")
        boolean extractAnswer)
        implements CompletionReward {
    private static final GymScorer CONTAINMENT = new Containment();
    private static final Map<String, GymScorer> SCORERS = Map.of(
            "arc_1d", CONTAINMENT,
            "base_conversion", CONTAINMENT,
            "basic_arithmetic", CONTAINMENT,
            "bf", CONTAINMENT,
            "binary_matrix", new MatrixRule(),
            "calendar_arithmetic", new CalendarRule(),
            "decimal_arithmetic", new DecimalRule(),
            "fraction_simplification", new FractionRule(),
            "propositional_logic", new LogicRule());

    @Override
    public double score(Problem problem, Completion completion) {
        return score(problem, answer(completion.text()));
    }

    /**
     * The score of an answer by itself, in [0, 1].
     *
     * @param answer what the policy answered; null if no answer was found
     * @throws RunException if the problem names no task that is known, or lacks what its scorer reads
     */
    public static double score(Problem problem, @Nullable String answer) {
        GymEntry entry = GymEntry.of(problem);
        GymScorer scorer = SCORERS.get(entry.task());
        if (scorer == null) {
            throw RunException.input(
                    "Unknown reasoning-gym task: %s of problem %s (known: %s)",
                    entry.task(),
                    problem.id(),
                    String.join(", ", SCORERS.keySet().stream().sorted().toList()));
        }
        return scorer.score(answer, entry);
    }

    private @Nullable String answer(String text) {
        return extractAnswer ? AnswerTag.last(text).map(PythonText::strip).orElse(null) : text;
    }
}
