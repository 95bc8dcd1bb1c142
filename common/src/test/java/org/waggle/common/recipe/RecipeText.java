package org.waggle.common.recipe;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.waggle.common.failure.FailureKind;
import org.waggle.common.failure.RunException;
import org.waggle.common.spi.ComponentRegistry;

/** The sound recipe of the tests, to be read as it is or with something wrong in it. */
record RecipeText(String text) {
    /** {@code recipe/sound.yaml}. */
    static RecipeText sound() {
        try (InputStream file = RecipeText.class.getResourceAsStream("/recipe/sound.yaml")) {
            if (file == null) {
                throw new IllegalStateException("recipe/sound.yaml is not on the class path");
            }
            return new RecipeText(new String(file.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** This text with the first occurrence of a part replaced. */
    RecipeText with(String part, String replacement) {
        int at = text.indexOf(part);
        if (at < 0) {
            throw new IllegalArgumentException("not in the recipe: " + part);
        }
        return new RecipeText(text.substring(0, at) + replacement + text.substring(at + part.length()));
    }

    /** What it says. */
    Recipe read(String... overrides) {
        return new RecipeReader(ComponentRegistry.of(new TestPlugin())).read("recipe.yaml", text, List.of(overrides));
    }

    /** The message that refuses it. */
    String refusal(String... overrides) {
        try {
            Recipe recipe = read(overrides);
            return "not refused: " + recipe;
        } catch (RunException e) {
            return e.kind() == FailureKind.INPUT ? String.valueOf(e.getMessage()) : "wrong kind: " + e.kind();
        }
    }
}
