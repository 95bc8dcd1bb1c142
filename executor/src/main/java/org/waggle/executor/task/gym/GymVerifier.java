package org.waggle.executor.task.gym;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import org.waggle.common.data.Problem;
import org.waggle.common.spi.Verifiable.Verdict;
import org.waggle.executor.reward.gym.ReasoningGym;

/** Checks problems of strangers by making their questions again from what they noted. */
final class GymVerifier {
    private static final int LONGEST_TEXT = 20_000;
    private static final int LONGEST_METADATA = 100_000;

    private GymVerifier() {}

    /** Makes a problem of a question that is sound. */
    interface Maker {
        Problem problem(GymQuestion question, String wording, String answer);
    }

    static Verdict verify(Problem problem, Maker maker) {
        String metadata = problem.extra().getOrDefault(GymProblem.METADATA, "");
        if (problem.prompt().length() > LONGEST_TEXT
                || problem.answer().length() > LONGEST_TEXT
                || metadata.length() > LONGEST_METADATA) {
            return new Verdict.Refused("too-long");
        }
        try {
            return verify(problem, GymJson.read(metadata), maker);
        } catch (RuntimeException e) {
            // A stranger's metadata may break any assumption of any task: that is what is being found out.
            return new Verdict.Refused("metadata");
        }
    }

    private static Verdict verify(Problem problem, JsonNode metadata, Maker maker) {
        Optional<GymKind> kind = GymKind.of(metadata.path("source_dataset").asText());
        if (kind.isEmpty()) {
            return new Verdict.Refused("unknown-task");
        }
        String asked = problem.prompt();
        List<GymQuestion> remade = kind.get().remade(metadata, asked);
        Optional<GymQuestion> question =
                remade.stream().filter(one -> one.isAskedAs(asked)).findFirst();
        if (question.isEmpty()) {
            return new Verdict.Refused("question");
        }
        if (!question.get().isNotedIn(metadata)) {
            return new Verdict.Refused("metadata");
        }
        return isRight(question.get(), problem.answer())
                ? new Verdict.Sound(maker.problem(question.get(), asked, problem.answer()))
                : new Verdict.Refused("answer");
    }

    private static boolean isRight(GymQuestion question, String answer) {
        return question.kind() == GymKind.PROPOSITIONAL_LOGIC
                ? ReasoningGym.score(GymProblem.of(question, ""), answer) == 1
                : question.answer().equals(answer);
    }
}
