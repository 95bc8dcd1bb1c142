package org.waggle.common.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class RecipeOverrideTest {
    private final RecipeText sound = RecipeText.sound();

    @Test
    void overridesReplaceWhatTheFileSays() {
        Recipe recipe = sound.read("seed=7", "phases[0].steps=3", "phases.grpo.steps=4", "task.max-operand=50");

        assertThat(recipe.seed()).isEqualTo(7);
        assertThat(recipe.phases()).extracting(PhaseRecipe::steps).containsExactly(3, 4);
        assertThat(recipe.task()).isEqualTo(new TestPlugin.Addition(50));
    }

    @Test
    void theLastOverrideOfAPathCounts() {
        assertThat(sound.read("seed=7", "seed=8").seed()).isEqualTo(8);
    }

    @Test
    void aWholeComponentCanBeReplaced() {
        assertThat(((PhaseRecipe.Reinforcement) sound.read("phases.grpo.advantage={type: none}")
                                .phases()
                                .get(1))
                        .advantage())
                .isEqualTo(new TestPlugin.None());
        assertThat(((PhaseRecipe.Reinforcement) sound.read("phases.grpo.advantage=none")
                                .phases()
                                .get(1))
                        .advantage())
                .isEqualTo(new TestPlugin.None());
        assertThat(sound.read("models.policy={type: pretrained, path: /models/a=b, prompts: plain, adapter: none}")
                        .models())
                .isEqualTo(Map.of(
                        "policy",
                        new ModelRecipe.Pretrained("/models/a=b", new PromptRecipe.Plain(), new AdapterRecipe.None())));
    }

    @Test
    void anItemOfAListCanBeReplaced() {
        assertThat(sound.read("evaluators.held-out.ks[1]=8").evaluators().toString())
                .contains("ks=[1, 8]");
    }

    @Test
    void aNameCanBeAddedToAMap() {
        assertThat(sound.read("rewards.also={type: exact-match}", "phases.grpo.composer.weights={correct: 1, also: 2}")
                        .rewards())
                .containsOnlyKeys("also", "correct");
    }

    @Test
    void textCanBeEmptyInQuotes() {
        assertThat(sound.read("checkpoints.best=''").checkpoints().best()).isEmpty();
        assertThat(sound.refusal("checkpoints.best="))
                .startsWith("Missing value: checkpoints.best, --set checkpoints.best= (EVALUATOR/METRIC,");
    }

    @Test
    void changingOnlyTheTypeLeavesKeysThatNoLongerFit() {
        assertThat(sound.refusal("phases.grpo.advantage.type=none"))
                .isEqualTo("Unknown key: divide-by-std (this type has no keys),"
                        + " recipe.yaml line 57 (phases[1].advantage.divide-by-std)");
    }

    @Test
    void misspeltLastKeyNamesTheNearest() {
        assertThat(sound.refusal("phases.warm-up.step=3"))
                .isEqualTo("Unknown key: step (did you mean steps?"
                        + " known: name, model, steps, batch-size, objective, optimizer, evaluate-every),"
                        + " --set phases.warm-up.step=3 (phases[0].step)");
    }

    @Test
    void misspeltSectionNamesTheNearest() {
        assertThat(sound.refusal("engin.lanes=3"))
                .isEqualTo("Unknown key: engin (did you mean engine? known: name, seed, models, task, rewards,"
                        + " evaluators, engine, checkpoints, phases, scheduled), --set engin.lanes=3");
    }

    @Test
    void misspeltPhaseNamesTheNearest() {
        assertThat(sound.refusal("phases.gpro.steps=3"))
                .isEqualTo("Unknown key: gpro (did you mean grpo? known: warm-up, grpo), --set phases.gpro.steps=3");
    }

    @Test
    void positionBeyondTheListIsRefused() {
        assertThat(sound.refusal("phases[2].steps=3"))
                .isEqualTo("Unknown key: [2] (known: warm-up, grpo), --set phases[2].steps=3");
        assertThat(sound.refusal("evaluators.held-out.ks[2]=3"))
                .isEqualTo("Unknown key: [2] (known: [0], [1]), --set evaluators.held-out.ks[2]=3");
    }

    @Test
    void keyBelowAScalarIsRefused() {
        assertThat(sound.refusal("seed.value=3")).isEqualTo("Unknown key: value (1 has no keys), --set seed.value=3");
    }

    @Test
    void valuesAreCheckedAsStrictlyAsInTheFile() {
        assertThat(sound.refusal("phases.grpo.steps=1.5"))
                .isEqualTo("Invalid steps: 1.5 (must be a whole number),"
                        + " --set phases.grpo.steps=1.5 (phases[1].steps)");
        assertThat(sound.refusal("phases.grpo.allocator.group-size=1"))
                .isEqualTo("Invalid group-size: 1 (must be >= 2: one completion has no group to be compared with),"
                        + " --set phases.grpo.allocator.group-size=1 (phases[1].allocator.group-size)");
        assertThat(sound.refusal("rewards.correct={type: exact-mach}"))
                .isEqualTo("Unknown reward type: exact-mach (did you mean exact-match? known: exact-match),"
                        + " --set rewards.correct={type: exact-mach} (rewards.correct.type)");
        assertThat(sound.refusal("phases.grpo.reference=initial"))
                .isEqualTo("Invalid phases.grpo.reference: initial (must be none: the objective doesn't use a"
                        + " reference policy), --set phases.grpo.reference=initial");
    }

    @Test
    void valueThatIsNoYamlIsRefused() {
        assertThat(sound.refusal("task={type: addition"))
                .isEqualTo("Cannot read --set task={type: addition: expected ',' or '}', but got <stream end>"
                        + " (check indentation, colons, brackets and quotes there and just before)");
    }

    @Test
    void optionThatIsNoAssignmentIsRefused() {
        assertThat(sound.refusal("phases.grpo.steps"))
                .isEqualTo("Invalid --set: phases.grpo.steps"
                        + " (must be PATH=VALUE, such as seed=7 or phases.grpo.steps=20)");
        assertThat(sound.refusal("phases[one].steps=3"))
                .isEqualTo("Invalid --set: phases[one].steps=3"
                        + " (must be PATH=VALUE, such as seed=7 or phases.grpo.steps=20)");
    }
}
