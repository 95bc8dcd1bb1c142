package org.waggle.executor.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.waggle.common.recipe.RecipeReference;
import org.waggle.common.spi.ComponentRegistry;
import org.waggle.executor.BuiltinPlugin;

/** Fails when docs/recipe.md is stale; with {@code -Dwaggle.docs.write=true} it writes the file first. */
class RecipeReferenceTest {
    private static final Path DOCUMENT = Path.of("..", "docs", "recipe.md");

    @Test
    void theDocumentExplainsTheRecipesOfToday() throws IOException {
        String reference = RecipeReference.markdown(ComponentRegistry.of(new BuiltinPlugin()));
        if (Boolean.getBoolean("waggle.docs.write")) {
            Files.writeString(DOCUMENT, reference);
        }
        assertThat(Files.readString(DOCUMENT))
                .as("docs/recipe.md is stale; its first lines say how to write it anew")
                .isEqualTo(reference);
    }
}
