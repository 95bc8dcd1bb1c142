package org.waggle.executor.task.gym;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.waggle.common.data.Problem;
import org.waggle.common.data.Rejection;
import org.waggle.common.data.Seed;
import org.waggle.common.data.Split;
import org.waggle.common.data.Verdict;
import org.waggle.common.failure.InvalidValueException;
import org.waggle.common.failure.RunException;
import org.waggle.executor.Golden;
import org.waggle.executor.reward.gym.ReasoningGym;

class GymTaskTest {
    private static final Seed SEED = new Seed(5);
    private static final int DRAWS = 10_000;

    private static GymTask task(GymMix mix, Wording wording, double share) {
        return new GymTask(mix, wording, SystemPrompt.NONE, GymTask.Reply.TAGGED, 0.5, 1000, share);
    }

    private static GymTask nine(Wording wording) {
        return task(new GymMix.Paper(), wording, 0.1);
    }

    private static GymTask only(GymGenerator generator, double share) {
        return task(new GymMix.Weighted(Map.of("easy", new GymShare(1, generator))), Wording.SHORT, share);
    }

    private static String extra(Problem problem, String name) {
        return String.valueOf(problem.extra().get(name));
    }

    @ParameterizedTest
    @EnumSource(GymKind.class)
    void everyQuestionIsAnsweredRightByItsOwnAnswer(GymKind kind) {
        int drawn = 0;
        for (int i = 0; drawn < DRAWS; i++) {
            Optional<GymQuestion> question = kind.paper().draw(new Chance(SEED.at(i)));
            if (question.isPresent()) {
                Problem problem =
                        GymProblem.of(question.get(), question.get().wordings().get(0));
                assertThat(ReasoningGym.score(problem, problem.answer())).isEqualTo(1);
                drawn++;
            }
            assertThat(i).isLessThan(10 * DRAWS);
        }
    }

    @ParameterizedTest
    @EnumSource(Wording.class)
    void whatOneTaskMakesAnotherFindsSound(Wording wording) {
        GymTask stranger = nine(wording);
        GymTask receiver = only(new BaseConversion(2, 3, 0, 9), 0.01);
        for (int i = 0; i < 1000; i++) {
            Problem made = stranger.problem(SEED, Split.TRAIN, i);
            Verdict verdict = receiver.verdict(made);
            assertThat(verdict).as(made.toString()).isInstanceOf(Verdict.Sound.class);
            Problem own = ((Verdict.Sound) verdict).own();
            assertThat(own).isEqualTo(made);
        }
    }

    @Test
    void forgedProblemsAreRefusedByReason() {
        GymTask task = nine(Wording.REASONING_GYM);
        for (int i = 0; i < 300; i++) {
            Problem made = task.problem(SEED, Split.TRAIN, i);
            String metadata = extra(made, "metadata");
            assertThat(refusal(made.prompt() + " ", made.answer(), metadata)).isIn("question", "metadata");
            assertThat(refusal("Ignore all of it.", made.answer(), metadata)).isIn("question", "metadata");
            assertThat(refusal(made.prompt(), made.answer() + "1", metadata)).isEqualTo("answer");
            assertThat(refusal(made.prompt(), made.answer(), "{")).isEqualTo("metadata");
            assertThat(refusal(made.prompt(), made.answer(), "null")).isEqualTo("unknown task");
            assertThat(refusal(made.prompt(), made.answer(), "x".repeat(100_001)))
                    .isEqualTo("too long");
            assertThat(refusal(made.prompt(), made.answer(), "[".repeat(90_000)))
                    .isEqualTo("metadata");
            String other = extra(task.problem(SEED, Split.TRAIN, i + 1), "metadata");
            // Of some kinds the question says all, so that a neighbour's notes may fit.
            assertThat(verdict(made.prompt(), made.answer(), other))
                    .isIn(wrong("question"), wrong("metadata"), verdict(made));
        }
    }

    @Test
    void scorersCantBeLoosenedThroughMetadata() {
        String question = "Please solve this problem to a maximum of 5 significant digits, rounding up from the half."
                + " Only reply with the final value.\n1.1*9.5 = ?";
        String noted = "{\"source_dataset\": \"decimal_arithmetic\", \"decimal_places\": 1,"
                + " \"difficulty\": {\"decimal_places\": [0, %d]}}";
        assertThat(verdict(question, "10.45", noted.formatted(1))).isInstanceOf(Verdict.Sound.class);
        assertThat(refusal(question, "10.45", noted.formatted(0))).isEqualTo("metadata");
        assertThat(refusal(question, "10.45", noted.formatted(-9))).isEqualTo("metadata");
        String endless = "{\"source_dataset\": \"bf\", \"bf_program\": \"+[]\"}";
        assertThat(refusal("+[]=", "", endless)).isEqualTo("metadata");
    }

    private static String refusal(String question, String answer, String metadata) {
        return ((Verdict.Refused) verdict(question, answer, metadata)).detail();
    }

    private static Verdict wrong(String what) {
        return new Verdict.Refused(Rejection.WRONG, what);
    }

    @Test
    void heldOutQuestionsOfOneAreRefusedByAnother() {
        Problem kept = nine(Wording.SHORT).problem(SEED, Split.HELD_OUT, 0);
        assertThat(verdict(kept)).isEqualTo(new Verdict.Refused(Rejection.HELD_OUT, "kept for evaluation"));
    }

    private static Verdict verdict(Problem made) {
        return verdict(made.prompt(), made.answer(), extra(made, "metadata"));
    }

    private static Verdict verdict(String question, String answer, String metadata) {
        return nine(Wording.SHORT).verdict(new Problem("", question, answer, Map.of("metadata", metadata)));
    }

    @Test
    void goldenQuestionsAreMadeAgainWithTheirAnswers() {
        Golden.json("reasoning-gym.json").get("entries").forEach(entry -> {
            boolean isOpen = entry.get("task").asText().equals("propositional_logic");
            String answer = isOpen
                    ? entry.get("metadata").get("example_answer").asText()
                    : entry.get("answer").asText();
            Verdict verdict = verdict(
                    entry.get("question").asText(),
                    answer,
                    entry.get("metadata").toString());
            assertThat(verdict)
                    .as(entry.toString())
                    .matches(it -> it instanceof Verdict.Sound
                            || it.equals(new Verdict.Refused(Rejection.HELD_OUT, "kept for evaluation")));
        });
    }

    @Test
    void theSystemPromptIsTheGoldenOne() {
        assertThat(SystemPrompt.TEXT)
                .isEqualTo(
                        Golden.json("reasoning-gym.json").get("system_prompt").asText());
        GymTask chats = new GymTask(
                new GymMix.Paper(), Wording.REASONING_GYM, SystemPrompt.DEFAULT, GymTask.Reply.TAGGED, 0, 10, 0.1);
        Problem problem = chats.problem(SEED, Split.TRAIN, 0);
        assertThat(problem.chat().json())
                .startsWith("{\"messages\":[{\"role\":\"system\",\"content\":\"Given a problem, your task")
                .contains("{\"role\":\"user\",\"content\":\"");
    }

    @Test
    void heldOutProblemsGoThroughTheKindsEvenly() {
        GymTask task = nine(Wording.SHORT);
        Map<String, Integer> counts = new TreeMap<>();
        for (int i = 0; i < 90; i++) {
            counts.merge(task.problem(SEED, Split.HELD_OUT, i).extra().get("kind"), 1, Integer::sum);
        }
        assertThat(counts).hasSize(9);
        assertThat(counts.values()).allMatch(count -> count >= 9 && count <= 11);
    }

    @Test
    void kindsComeAsOftenAsTheirWeightsSay() {
        GymGenerator sums = new BasicArithmetic(2, 2, 1, 1, List.of(BasicArithmetic.Sign.PLUS), false, false);
        GymTask task = task(
                new GymMix.Weighted(Map.of(
                        "never", new GymShare(0, sums),
                        "often", new GymShare(3, sums),
                        "seldom", new GymShare(1, new Bf(Bf.Words.RANDOM, 1, 2, "ab")))),
                Wording.SHORT,
                0.2);
        int often = 0;
        for (int i = 0; i < 4000; i++) {
            Problem problem = task.problem(SEED, Split.TRAIN, i);
            assertThat(extra(problem, "kind")).isNotEqualTo("never");
            often += extra(problem, "kind").equals("often") ? 1 : 0;
        }
        // 3000 ± 4 standard deviations of 27.
        assertThat(often).isBetween(2890, 3110);
    }

    @Test
    void easyQuestionsAreFewAndStillSplit() {
        GymTask task = only(new BaseConversion(2, 3, 0, 20), 0.2);
        Set<String> trained = new HashSet<>();
        Set<String> heldOut = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            trained.add(task.problem(new Seed(i), Split.TRAIN, i).prompt());
            heldOut.add(task.problem(SEED, Split.HELD_OUT, i).prompt());
        }
        // 21 numbers, from base 2 to 3 or from 3 to 2.
        assertThat(trained.size() + heldOut.size()).isEqualTo(42);
        assertThat(trained).doesNotContainAnyElementsOf(heldOut);
    }

    @Test
    void aKindWithTooFewQuestionsIsToldByName() {
        GymTask one = only(new Bf(Bf.Words.RANDOM, 1, 1, "a"), 0.001);
        assertThatThrownBy(() -> one.problem(SEED, Split.HELD_OUT, 0))
                .isInstanceOf(RunException.class)
                .hasMessage("Cannot draw a held-out question of easy: 2000 draws gave none"
                        + " (let its settings allow more questions, or change held-out-share 0.001)");
    }

    @Test
    void demonstrationsAreRightAsOftenAsAsked() {
        GymTask task = nine(Wording.SHORT);
        int right = 0;
        for (int i = 0; i < 400; i++) {
            Problem problem = task.problem(SEED, Split.TRAIN, i);
            String said = task.demonstration(problem, SEED.at(i));
            assertThat(said).startsWith("<answer>").endsWith("</answer>");
            right += said.equals("<answer>" + problem.answer() + "</answer>") ? 1 : 0;
        }
        // At least half; yes and no, and weekdays, may be right by chance.
        assertThat(right).isBetween(170, 270);
    }

    @Test
    void shortQuestionsAreShort() {
        assertThat(brief(new BaseConversion(2, 16, 0, 1000))).matches("[0-9a-f]+_[0-9]+>[0-9]+=");
        assertThat(brief(GymKind.BASIC_ARITHMETIC.paper())).matches("[-+*/()0-9]+=");
        assertThat(brief(GymKind.DECIMAL_ARITHMETIC.paper())).matches("[-+*/().0-9]+=");
        assertThat(brief(GymKind.FRACTION_SIMPLIFICATION.paper())).endsWith("=");
        assertThat(brief(GymKind.ARC_1D.paper())).matches("([0-9]+>[0-9]+\n){3}[0-9]+>");
        assertThat(brief(GymKind.BF.paper())).matches("[-+><.\\[\\]]+=");
        assertThat(brief(GymKind.BINARY_MATRIX.paper())).matches("[01 \n]+=");
        assertThat(brief(GymKind.PROPOSITIONAL_LOGIC.paper())).matches("[P-S∧∨→↔¬() ,]+=");
        assertThat(brief(GymKind.CALENDAR_ARITHMETIC.paper())).matches("[a-z_]+ [A-Za-z0-9. -]+=");
    }

    private static String brief(GymGenerator generator) {
        return only(generator, 0.1).problem(SEED, Split.TRAIN, 0).prompt();
    }

    @Test
    void settingsOutOfRangeAreRefused() {
        assertThatThrownBy(() -> new BaseConversion(1, 3, 0, 1))
                .isInstanceOf(InvalidValueException.class)
                .hasMessage("Invalid min-base: 1 (must be >= 2)");
        assertThatThrownBy(() -> new BasicArithmetic(2, 2, 1, 1, List.of(BasicArithmetic.Sign.DIVIDED_BY), true, true))
                .hasMessage("Invalid operators: [DIVIDED_BY] (must have one of plus, minus, times)");
        assertThatThrownBy(() -> new Arc1d(8, 9, 3, List.of("fly")))
                .hasMessageStartingWith("Invalid rules: fly (must be among block_and_noise_remove, ");
        assertThatThrownBy(() -> new Bf(Bf.Words.ENGLISH, 5, 5, "xyz"))
                .hasMessageStartingWith("Invalid words: english (must have a word");
        assertThatThrownBy(() -> new BinaryMatrix(3, 2, 0.5))
                .hasMessage("Invalid max-size: 2 (must be >= min-size, <= 50)");
        assertThatThrownBy(() -> new DecimalArithmetic(2, 2, 1, 3, 10, List.of(BasicArithmetic.Sign.PLUS), 4))
                .hasMessage("Invalid precision: 4 (must be >= max-decimals + 2, <= 30)");
        assertThatThrownBy(() -> new FractionSimplification(1, 9, 2, 3, List.of()))
                .hasMessage("Invalid styles: [] (must have at least one style)");
        assertThatThrownBy(() -> new CalendarArithmetic(2023, List.of(), 100, 200))
                .hasMessage("Invalid questions: [] (must have at least one kind)");
        assertThatThrownBy(() -> new PropositionalLogic(2, 11, 1, 1, 1, 1))
                .hasMessage("Invalid max-variables: 11 (must be >= min-variables, <= 10)");
        assertThatThrownBy(() -> new GymMix.Weighted(Map.of("a", new GymShare(0, GymKind.BF.paper()))))
                .hasMessage("Invalid parts: [a] (must have one with a weight > 0)");
        assertThatThrownBy(() -> new GymMix.PaperOf(List.of(GymKind.BF, GymKind.BF)))
                .hasMessage("Invalid tasks: [BF, BF] (must have each task once)");
        assertThatThrownBy(() -> task(new GymMix.Paper(), Wording.SHORT, 0))
                .hasMessage("Invalid held-out-share: 0.0 (must be in (0, 0.5])");
    }
}
