package org.waggle.common.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.waggle.common.spi.ComponentRegistry;

class RecipeWriterTest {
    private final RecipeText sound = RecipeText.sound();
    private final RecipeWriter writer = new RecipeWriter(ComponentRegistry.of(new TestPlugin()));

    @Test
    void whatIsWrittenReadsBackEqual() {
        Recipe recipe = sound.read();

        assertThat(new RecipeText(writer.write(recipe)).read()).isEqualTo(recipe);
    }

    @Test
    void keysStandInTheOrderOfTheRecordsWithTypeFirst() {
        assertThat(writer.write(sound.read())).startsWith("""
                        name: sound
                        seed: 1
                        models:
                          policy:
                            type: random-llama
                            alphabet: 0123456789+=
                            hidden-size: 64
                            intermediate-size: 176
                            layers: 2
                            heads: 4
                            key-value-heads: 2
                            max-positions: 32
                            rope-theta: 10000
                            tied-embeddings: true
                            init-std: 0.02
                        task:
                          type: addition
                          max-operand: 99
                        rewards:
                          correct: exact-match
                        evaluators:
                          held-out:
                            type: pass-at-k
                            problems: 256
                            ks:
                              - 1
                              - 4
                            sampling:
                              temperature: 1
                              top-k: 0
                              top-p: 1
                              min-p: 0
                              min-tokens: 0
                              max-tokens: 8
                              stop: []
                        """).contains("\n      epsilon: 1e-8\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0123456789",
                "yes",
                "null",
                " :#-'\"\\",
                "\n\t\u0007",
                "é✓😀",
                "~",
                "1e5",
                "*a",
                "{}",
                "0x1F",
                "2020-01-01"
            })
    void anyTextReadsBackEqual(String text) {
        ModelRecipe model = new ModelRecipe.Pretrained(text, new PromptRecipe.Plain(), new AdapterRecipe.None());

        assertThat(reread(model)).isEqualTo(model);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.1, 1e-300, 4.9e-324, 123456789.12345679, 1e22, Double.MAX_VALUE, 1.0 / 3})
    void anyNumberReadsBackEqual(double number) {
        ModelRecipe model = new ModelRecipe.RandomLlama("01", 64, 176, 2, 4, 2, 32, number, true, number);

        assertThat(reread(model)).isEqualTo(model);
    }

    @Test
    void equalRecipesHaveEqualHashesHoweverTheirFilesLook() {
        Recipe otherwise = sound.with("selector: all", "selector: {type: all} # everything")
                .with("learning-rate: 1e-3", "learning-rate: 0.0010")
                .read();

        assertThat(writer.hash(otherwise)).isEqualTo(writer.hash(sound.read())).matches("[0-9a-f]{64}");
        assertThat(writer.hash(sound.read("seed=2"))).isNotEqualTo(writer.hash(sound.read()));
    }

    @Test
    void aComponentThatNobodyRegisteredCannotBeWritten() {
        RecipeWriter ignorant = new RecipeWriter(ComponentRegistry.of());

        assertThatThrownBy(() -> ignorant.write(sound.read()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Cannot name org.waggle.common.recipe.TestPlugin$Addition: it isn't registered as a Task");
    }

    private ModelRecipe reread(ModelRecipe model) {
        Recipe recipe = sound.read();
        Recipe changed = new Recipe(
                recipe.name(),
                recipe.seed(),
                Map.of("policy", model),
                recipe.task(),
                recipe.rewards(),
                recipe.evaluators(),
                recipe.engine(),
                recipe.checkpoints(),
                recipe.nodes(),
                recipe.exchange(),
                recipe.scheduled(),
                recipe.phases());
        Recipe read = new RecipeText(writer.write(changed)).read();
        return Objects.requireNonNull(read.models().get("policy"));
    }
}
