package org.waggle.executor.reward.gym;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.waggle.common.data.Problem;
import org.waggle.common.failure.RunException;
import org.waggle.executor.Golden;
import org.waggle.executor.reward.AnswerTag;
import org.waggle.executor.reward.Judged;

class ReasoningGymTest {
    private static final ReasoningGym WHOLE = new ReasoningGym(false);
    private static final ReasoningGym TAGGED = new ReasoningGym(true);

    /** Metadata are written with ' for ". */
    private static Problem problem(String question, String answer, String metadata) {
        return new Problem("p1", question, answer, Map.of("metadata", metadata.replace('\'', '"')));
    }

    private static double calendar(String task, String answer, String given) {
        String metadata = "{'source_dataset': 'calendar_arithmetic', 'task': '%s'}".formatted(task);
        return Judged.by(WHOLE, problem("", answer, metadata), given);
    }

    @Test
    void everyScoreOfEveryTaskIsTheGoldenOne() {
        SoftAssertions all = new SoftAssertions();
        for (JsonNode entry : Golden.json("reasoning-gym.json").get("entries")) {
            String metadata = entry.get("metadata").toString();
            String task = entry.get("task").asText();
            Map<String, String> extra = Map.of("metadata", metadata, "task", task);
            Problem problem = new Problem(
                    "p1", entry.get("question").asText(), entry.get("answer").asText(), extra);
            for (JsonNode row : entry.get("scores")) {
                JsonNode answer = row.get("answer");
                double score = answer.isNull()
                        ? Judged.by(TAGGED, problem, "no answer")
                        : Judged.by(WHOLE, problem, answer.asText());
                all.assertThat(score)
                        .as(task + " " + answer)
                        .isCloseTo(row.get("score").asDouble(), within(1e-9));
            }
        }
        all.assertAll();
    }

    @Test
    void answersAreExtractedAsTheGoldenOnes() {
        for (JsonNode row : Golden.json("reasoning-gym.json").get("extract_answer")) {
            String answer = AnswerTag.last(row.get("text").asText())
                    .map(PythonText::strip)
                    .orElse(null);
            assertThat(answer).isEqualTo(row.get("answer").textValue());
        }
    }

    @Test
    void matricesAsListsEarnATenth() {
        Problem problem = problem("", "0 1\n1 2", "{'source_dataset': 'binary_matrix'}");
        assertThat(Judged.by(WHOLE, problem, "0 1\n1 2")).isEqualTo(1);
        assertThat(Judged.by(WHOLE, problem, "[[0, 1], [1, 2]]")).isEqualTo(0.1);
        assertThat(Judged.by(WHOLE, problem, "((0, 1), [1, 2],)")).isEqualTo(0.1);
        assertThat(Judged.by(WHOLE, problem, "[[0, 1], [1, 3]]")).isZero();
        assertThat(Judged.by(WHOLE, problem, "[[0, 1], [1, 2]")).isZero();
    }

    @Test
    void calendarNumbersAreScoredByTheirRelativeError() {
        // One of 10 off: exp(-5 / 10).
        assertThat(calendar("count_days", "10", "11")).isEqualTo(Math.exp(-0.5));
        assertThat(calendar("count_days", "0", "1")).isZero();
        assertThat(calendar("count_days", "0", " +0 ")).isEqualTo(1);
        assertThat(calendar("count_days", "1_0", "10")).isEqualTo(1);
        assertThat(calendar("is_leap_year", "Yes", " yes")).isEqualTo(1);
        assertThat(calendar("weekday_offset", "Friday", "Monday")).isEqualTo(0.1);
        assertThat(calendar("weekday_offset", "Friday", "friday")).isEqualTo(0.05);
    }

    @Test
    void fractionsWithAHalfOfTheQuestionEarnATenth() {
        Problem problem = problem("", "2/3", """
                {'source_dataset': 'fraction_simplification', 'numerator': 4, 'denominator': 6,
                 'simplified_numerator': 2, 'simplified_denominator': 3}""");
        assertThat(Judged.by(WHOLE, problem, "$ \\dfrac{2}{ 3 } $ and more")).isEqualTo(1);
        assertThat(Judged.by(WHOLE, problem, "4 / 7")).isEqualTo(0.1);
        assertThat(Judged.by(WHOLE, problem, "5/7")).isEqualTo(0.05);
        assertThat(Judged.by(WHOLE, problem, "5/7/8")).isEqualTo(0.01);
    }

    @Test
    void differencesAreRoundedAsTheQuestionSays() {
        String metadata = "{'source_dataset': 'decimal_arithmetic', 'difficulty': {'decimal_places': [1, 3]}}";
        // 0.001000004 is 0.0010000 to five digits.
        Problem five = problem("to a maximum of 5 significant digits", "1", metadata);
        assertThat(Judged.by(WHOLE, five, "1.001000004")).isEqualTo(1);
        assertThat(Judged.by(WHOLE, five, "1.00101")).isZero();
        assertThat(Judged.by(WHOLE, problem("", "1", metadata), "1.001000004")).isZero();
        assertThat(Judged.by(WHOLE, five, "1e999999999")).isZero();
        assertThat(Judged.by(WHOLE, five, "NaN")).isZero();
    }

    @Test
    void conclusionsFollowOrNot() {
        Problem problem = problem("", "", """
                {'source_dataset': 'propositional_logic', 'premises': ['(P → Q)', 'P'], 'variables': ['P', 'Q']}""");
        assertThat(Judged.by(WHOLE, problem, "P ∧ Q")).isEqualTo(1);
        assertThat(Judged.by(WHOLE, problem, "Q")).isEqualTo(0.25);
        assertThat(Judged.by(WHOLE, problem, "(P ∨ ¬P)")).isEqualTo(0.25);
        assertThat(Judged.by(WHOLE, problem, "¬Q")).isEqualTo(0.05);
        assertThat(Judged.by(WHOLE, problem, "P ∧")).isZero();
        assertThat(Judged.by(WHOLE, problem, "R")).isZero();
        assertThat(Judged.by(WHOLE, problem, "(".repeat(10_000))).isEqualTo(0.05);
        assertThat(Judged.by(WHOLE, problem, "¬".repeat(10_000) + "P")).isZero();
    }

    @Test
    void problemsThatNameNoTaskAreRefused() {
        assertThatThrownBy(() -> Judged.by(WHOLE, Judged.problem("1"), "1"))
                .isInstanceOf(RunException.class)
                .hasMessage("Missing value: metadata.source_dataset of problem p1"
                        + " (the reward reasoning-gym reads it from the column metadata)");
        assertThatThrownBy(() -> Judged.by(WHOLE, problem("", "1", "{'source_dataset': 'chess'}"), "1"))
                .isInstanceOf(RunException.class)
                .hasMessageStartingWith(
                        "Unknown reasoning-gym task: chess of problem p1 (known: arc_1d, base_conversion");
    }
}
