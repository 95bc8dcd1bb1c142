package org.waggle.executor.task.gym;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import org.waggle.common.data.Problem;
import org.waggle.common.data.Rejection;
import org.waggle.common.data.Verdict;
import org.waggle.executor.reward.gym.ReasoningGym;

/** Checks problems of strangers by making their questions again from what they noted. */
final class GymVerifier {
    private static final int LONGEST_TEXT = 20_000;
    private static final int LONGEST_METADATA = 100_000;

    private GymVerifier() {}

    /** What is said of a question whose answer is right. */
    interface Judge {
        Verdict verdict(GymQuestion question, String wording, String answer);
    }

    static Verdict verdict(Problem problem, Judge judge) {
        String metadata = problem.extra().getOrDefault(GymProblem.METADATA, "");
        if (problem.prompt().length() > LONGEST_TEXT
                || problem.answer().length() > LONGEST_TEXT
                || metadata.length() > LONGEST_METADATA) {
            return wrong("too long");
        }
        try {
            return verdict(problem, GymJson.read(metadata), judge);
        } catch (RuntimeException e) {
            // A stranger's metadata may break any assumption of any task: that is what is being found out.
            return wrong("metadata");
        }
    }

    private static Verdict verdict(Problem problem, JsonNode metadata, Judge judge) {
        Optional<GymKind> kind = GymKind.of(metadata.path("source_dataset").asText());
        if (kind.isEmpty()) {
            return wrong("unknown task");
        }
        String asked = problem.prompt();
        List<GymQuestion> remade = kind.get().remade(metadata, asked);
        Optional<GymQuestion> question =
                remade.stream().filter(one -> one.isAskedAs(asked)).findFirst();
        if (question.isEmpty()) {
            return wrong("question");
        }
        if (!question.get().isNotedIn(metadata)) {
            return wrong("metadata");
        }
        return isRight(question.get(), problem.answer())
                ? judge.verdict(question.get(), asked, problem.answer())
                : wrong("answer");
    }

    private static Verdict wrong(String what) {
        return new Verdict.Refused(Rejection.WRONG, what);
    }

    private static boolean isRight(GymQuestion question, String answer) {
        return question.kind() == GymKind.PROPOSITIONAL_LOGIC
                ? ReasoningGym.score(GymProblem.of(question, ""), answer) == 1
                : question.answer().equals(answer);
    }
}
