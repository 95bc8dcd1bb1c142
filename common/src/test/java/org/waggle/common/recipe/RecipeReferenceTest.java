package org.waggle.common.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.waggle.common.data.Group;
import org.waggle.common.data.Scores;
import org.waggle.common.spi.ComponentRegistry;
import org.waggle.common.spi.Reward;
import org.waggle.common.spi.StepContext;

class RecipeReferenceTest {
    private final String reference = RecipeReference.markdown(ComponentRegistry.of(new TestPlugin()));

    @Test
    void explainsEveryKeyOfTheFile() {
        assertThat(reference).contains("""

                        ## The file

                        | key | value | meaning |
                        |---|---|---|
                        | `name` | text | Names the run; its folder is runs/NAME unless --run says otherwise. |
                        | `seed` | whole number | Seed of every random draw; same seed, same run. |
                        | `models` | map from names: [model](#model) | \
                        The models of the run by name; phases say which one they train. |
                        """);
    }

    @Test
    void explainsEveryComponentOfAnAxisWithItsKeys() {
        assertThat(reference).contains("""

                        ## advantage

                        One of `group-mean`, `leave-one-out`, `none`.

                        ### `group-mean`

                        Reward minus the group's mean.

                        | key | value | meaning |
                        |---|---|---|
                        | `divide-by-std` | true or false | True divides by the group's deviation. |

                        ### `leave-one-out`

                        Reward minus the mean of the others.

                        ### `none`
                        """);
    }

    @Test
    void explainsSectionsOnceAndListsWords() {
        assertThat(reference)
                .containsOnlyOnce("## schedule\n")
                .containsOnlyOnce("## sampling settings\n")
                .contains("| `shape` | `constant`, `linear`, `cosine` | Shape after the warm-up. |")
                .contains("| `ks` | list: whole number | Numbers of tries. |");
    }

    @Test
    void aKeyThatNobodyExplainsIsADefect() {
        record Silent(int volume) implements Reward {
            @Override
            public Scores score(Group group, StepContext context) {
                throw new UnsupportedOperationException("only explained");
            }
        }
        ComponentRegistry registry = ComponentRegistry.of(new TestPlugin()).add(Reward.class, "silent", Silent.class);

        assertThatThrownBy(() -> RecipeReference.markdown(registry))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("Missing value: @Doc of org.waggle.common.recipe.RecipeReferenceTest");
    }
}
