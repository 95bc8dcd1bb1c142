package org.waggle.executor.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.waggle.common.recipe.Recipe;
import org.waggle.common.recipe.RecipeReader;
import org.waggle.common.recipe.RecipeWriter;
import org.waggle.common.spi.ComponentRegistry;
import org.waggle.executor.BuiltinPlugin;

class RecipesTest {
    private static final ComponentRegistry REGISTRY = ComponentRegistry.of(new BuiltinPlugin());
    private static final Path RECIPES = Path.of("..", "recipes");

    @ParameterizedTest
    @MethodSource("recipes")
    void everyRecipeReadsAndReadsBackEqual(Path file) throws IOException {
        RecipeReader reader = new RecipeReader(REGISTRY);

        Recipe recipe = reader.read(file.toString(), Files.readString(file), List.of());

        assertThat(recipe.name() + ".yaml").isEqualTo(file.getFileName().toString());
        assertThat(reader.read("written", new RecipeWriter(REGISTRY).write(recipe), List.of()))
                .isEqualTo(recipe);
    }

    @ParameterizedTest
    @MethodSource("recipes")
    void everyRecipeBeginsWithWhatItShowsAndHowToRunIt(Path file) throws IOException {
        assertThat(Files.readString(file))
                .startsWith("# ")
                .containsPattern("#   ./waggle (train|scheduled) recipes/" + file.getFileName());
    }

    static List<Path> recipes() throws IOException {
        try (Stream<Path> files = Files.list(RECIPES)) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        }
    }
}
