package org.waggle.common.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.waggle.common.data.Precision;
import org.waggle.common.data.SamplingSettings;
import org.waggle.common.failure.RunException;
import org.waggle.common.spi.ComponentRegistry;

class RecipeReaderTest {
    private final RecipeText sound = RecipeText.sound();

    @Test
    void readsEveryKindOfValue() {
        Recipe recipe = sound.read();

        assertThat(recipe.name()).isEqualTo("sound");
        assertThat(recipe.models())
                .isEqualTo(Map.of(
                        "policy",
                        new ModelRecipe.RandomLlama("0123456789+=", 64, 176, 2, 4, 2, 32, 10_000, true, 0.02)));
        assertThat(recipe.task()).isEqualTo(new TestPlugin.Addition(99));
        assertThat(recipe.rewards()).isEqualTo(Map.of("correct", new TestPlugin.ExactMatch()));
        assertThat(recipe.evaluators())
                .isEqualTo(Map.of(
                        "held-out", new TestPlugin.PassAtK(256, List.of(1, 4), new SamplingSettings(1, 0, 1, 0, 8))));
        assertThat(recipe.engine())
                .isEqualTo(new EngineRecipe(
                        2,
                        1,
                        2,
                        1,
                        2,
                        GradientTransport.FLOAT32,
                        64,
                        4096,
                        false,
                        1024,
                        Precision.FLOAT32,
                        10,
                        PlacementRecipe.AUTO));
        assertThat(recipe.checkpoints()).isEqualTo(new CheckpointRecipe(10, 2, "held-out/pass@1", 0));
        ScheduleRecipe constant = new ScheduleRecipe(ScheduleRecipe.Shape.CONSTANT, 5, 1);
        assertThat(recipe.phases().get(0))
                .isEqualTo(new PhaseRecipe.Supervised(
                        "warm-up",
                        "policy",
                        20,
                        256,
                        new TestPlugin.CrossEntropy(),
                        new OptimizerRecipe(0.001, 0.9, 0.95, 1e-8, 0, 1, constant),
                        0));
    }

    @Test
    void aSeriesIsDecidedByWhatIsMeasured() {
        RecipeText series = sound.with("scheduled: none", """
                scheduled:
                  type: series
                  new-data: {type: partition, name: date, leave-newest: true}
                  min-problems: 100
                  start: newest
                  metric: held-out/pass@1
                  tolerance: 0.01
                  max-minutes: 30
                  keep-runs: 7
                """);

        assertThat(series.read().scheduled())
                .isEqualTo(new ScheduledRecipe.Series(
                        new NewDataRecipe.Partition("date", true),
                        100,
                        StartRecipe.NEWEST,
                        "held-out/pass@1",
                        0.01,
                        30,
                        7));
        assertThat(series.with("metric: held-out/pass@1", "metric: pass@1").refusal())
                .startsWith("Invalid scheduled.metric: pass@1 (must be one of [held-out/pass@1");
        assertThat(series.with("name: date", "name: a/b").refusal())
                .startsWith("Invalid name: a/b (must be letters, digits, '_', '.', '-')");
    }

    @Test
    void aComponentWithoutKeysMayBeWrittenAsItsNameOrAsAMap() {
        assertThat(sound.with("selector: all", "selector: {type: all}").read()).isEqualTo(sound.read());
    }

    @Test
    void unknownKeyNamesTheNearest() {
        assertThat(sound.with("      divide-by-std", "      devide-by-std").refusal())
                .isEqualTo("Unknown key: devide-by-std (did you mean divide-by-std? known: divide-by-std),"
                        + " recipe.yaml line 57 (phases[1].advantage.devide-by-std)");
    }

    @Test
    void unknownKeyThatResemblesNoneListsTheKnown() {
        assertThat(sound.with("keep-last: 2", "keep-last: 2, folder: x").refusal())
                .isEqualTo("Unknown key: folder (known: every, keep-last, best, keep-rollouts),"
                        + " recipe.yaml line 26 (checkpoints.folder)");
    }

    @Test
    void unknownKeyOfAComponentWithoutKeysSaysSo() {
        assertThat(sound.with("correct: exact-match", "correct: {type: exact-match, weight: 1}")
                        .refusal())
                .isEqualTo("Unknown key: weight (this type has no keys), recipe.yaml line 18 (rewards.correct.weight)");
    }

    @Test
    void missingKeyIsToldWithItsMeaningAndTheLineOfItsSection() {
        assertThat(sound.with("      learning-rate: 1e-3\n", "").refusal())
                .isEqualTo("Missing value: phases[0].optimizer.learning-rate, recipe.yaml line 34"
                        + " (Highest learning rate.)");
    }

    @Test
    void missingKeyOfTheFileIsToldWithItsFirstLine() {
        assertThat(sound.with("seed: 1\n", "").refusal())
                .isEqualTo("Missing value: seed, recipe.yaml line 1 (Seed of every random draw; same seed, same run.)");
    }

    @Test
    void keyWithoutAValueIsMissingOnItsOwnLine() {
        String message = "Missing value: phases[0].steps, recipe.yaml line 31 (Number of steps, one update each.)";

        assertThat(sound.with("steps: 20", "steps:").refusal()).isEqualTo(message);
        assertThat(sound.with("steps: 20", "steps: null").refusal()).isEqualTo(message);
        assertThat(sound.with("steps: 20", "steps: ~").refusal()).isEqualTo(message);
    }

    @Test
    void emptyItemOfAListIsMissing() {
        assertThat(sound.with("ks: [1, 4]", "ks: [1, null]").refusal())
                .isEqualTo("Missing value: evaluators.held-out.ks[1], recipe.yaml line 23 (must not be empty)");
    }

    @Test
    void componentWithoutATypeListsTheKnown() {
        assertThat(sound.with("task: {type: addition, ", "task: {").refusal())
                .isEqualTo("Missing value: task.type, recipe.yaml line 16 (known: addition)");
    }

    @Test
    void componentWrittenAsItsNameMustNotHaveKeys() {
        assertThat(sound.with("task: {type: addition, max-operand: 99}", "task: addition")
                        .refusal())
                .isEqualTo("Missing value: task.max-operand, recipe.yaml line 16 (Largest summand.)");
    }

    @Test
    void unknownComponentListsTheKnown() {
        assertThat(sound.with("type: group-mean", "type: grpo").refusal())
                .isEqualTo("Unknown advantage type: grpo (known: group-mean, leave-one-out, none),"
                        + " recipe.yaml line 56 (phases[1].advantage.type)");
        assertThat(sound.with("type: random-llama", "type: random-lama").refusal())
                .isEqualTo("Unknown model type: random-lama (did you mean random-llama?"
                        + " known: pretrained, random-llama), recipe.yaml line 5 (models.policy.type)");
        assertThat(sound.with("- type: sft", "- type: dpo").refusal())
                .isEqualTo("Unknown phase type: dpo (known: pairs, rl, sft), recipe.yaml line 28 (phases[0].type)");
        assertThat(sound.with("selector: all", "selector: al").refusal())
                .isEqualTo("Unknown selector type: al (did you mean all? known: all),"
                        + " recipe.yaml line 58 (phases[1].selector)");
    }

    @Test
    void valueOutOfRangeIsToldWithTheLineOfItsKey() {
        assertThat(sound.with("group-size: 8", "group-size: 1").refusal())
                .isEqualTo("Invalid group-size: 1 (must be >= 2: one completion has no group to be compared with),"
                        + " recipe.yaml line 50 (phases[1].allocator.group-size)");
        assertThat(sound.with("name: sound", "name: so/und").refusal())
                .isEqualTo("Invalid name: so/und (must be letters, digits, '.', '_', '-'), recipe.yaml line 1 (name)");
        assertThat(sound.with("top-p: 1", "top-p: 1.5").refusal())
                .isEqualTo("Invalid top-p: 1.5 (must be in (0, 1]; 1 keeps all tokens),"
                        + " recipe.yaml line 24 (evaluators.held-out.sampling.top-p)");
    }

    @Test
    void constructorThatThrowsSomethingElseIsToldByName() {
        assertThat(sound.with("clip-high: 0.2", "clip-high: 10").refusal())
                .isEqualTo("Cannot construct org.waggle.common.recipe.TestPlugin$ClippedRatio:"
                        + " java.lang.IllegalStateException: defect, recipe.yaml line 61 (phases[1].objective)");
    }

    @Test
    void referenceIsAComponentWithTypeOrByItsName() {
        for (String written : List.of("reference: initial", "reference: {type: initial}")) {
            Recipe recipe = sound.with("kl: 0", "kl: 0.1")
                    .with("reference: none", written)
                    .read();
            assertThat(((PhaseRecipe.Reinforcement) recipe.phases().get(1)).reference())
                    .isEqualTo(new ReferenceRecipe.Initial());
        }
        assertThat(sound.with("reference: none", "reference: first").refusal())
                .isEqualTo("Unknown reference type: first (known: base, initial, none, periodic), recipe.yaml line 62"
                        + " (phases[1].reference)");
    }

    @Test
    void aReferenceIsTakenWhenItIsDue() {
        assertThat(takenAt(new ReferenceRecipe.None())).isEmpty();
        assertThat(takenAt(new ReferenceRecipe.Initial())).containsExactly(1);
        assertThat(takenAt(new ReferenceRecipe.Periodic(3))).containsExactly(1, 4, 7);
        assertThat(takenAt(new ReferenceRecipe.Periodic(1))).hasSize(7);
        assertThatThrownBy(() -> new ReferenceRecipe.Periodic(0)).hasMessage("Invalid every-steps: 0 (must be >= 1)");
    }

    private static List<Integer> takenAt(ReferenceRecipe reference) {
        return IntStream.rangeClosed(1, 7).filter(reference::isTakenAt).boxed().toList();
    }

    @Test
    void contradictionIsToldWithItsLine() {
        assertThat(sound.with("reference: none", "reference: initial").refusal())
                .isEqualTo("Invalid phases.grpo.reference: initial (must be none:"
                        + " the objective doesn't use a reference policy), recipe.yaml line 62");
    }

    @Test
    void evaluatorsTakeNoMoreProblemsThanAreHeldOut() {
        assertThat(sound.with("problems: 256", "problems: 1001").refusal())
                .isEqualTo("Invalid evaluators.held-out.problems: 1001 (must be at most the task's 1000 held-out"
                        + " problems), recipe.yaml line 22");
    }

    @Test
    void contradictionsAreToldTogether() {
        assertThat(sound.with("reference: none", "reference: initial")
                        .with("best: held-out/pass@1", "best: test/pass@1")
                        .with("weights: {correct: 1}", "weights: {right: 1}")
                        .refusal())
                .isEqualTo("Invalid recipe.yaml: 3 contradictions"
                        + "\n  Invalid phases.grpo.reference: initial (must be none:"
                        + " the objective doesn't use a reference policy), recipe.yaml line 62"
                        + "\n  Invalid phases.grpo.composer: weights [right] (must name the channels [correct]),"
                        + " recipe.yaml line 54"
                        + "\n  Invalid checkpoints.best: test/pass@1 (must be empty or one of [held-out/pass@1, held-out/pass@4]),"
                        + " recipe.yaml line 26");
    }

    @Test
    void theNameIsReadWithoutKnowingTheComponents() {
        assertThat(RecipeReader.name(
                        "recipe.yaml",
                        sound.with("exact-match", "of-another-jar").text()))
                .isEqualTo("sound");
    }

    @Test
    void whatItsUseObjectsToIsToldWithThePlace() {
        assertThat(objected("models.policy.alphabet", "models.policy.alphabet=ab"))
                .isEqualTo("It lacks 2, --set models.policy.alphabet=ab (models.policy.alphabet)");
        assertThat(objected("models.policy.path", "seed=2"))
                .isEqualTo("It lacks 2, recipe.yaml line 4 (models.policy.path)");
    }

    private String objected(String path, String override) {
        RecipeReader reader = new RecipeReader(ComponentRegistry.of(new TestPlugin()));
        try {
            return "not refused: "
                    + reader.read(
                            "recipe.yaml",
                            sound.text(),
                            List.of(override),
                            recipe -> Optional.of(new Objection(path, "It lacks 2")));
        } catch (RunException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
