package org.waggle.driver.cli;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.waggle.common.checkpoint.Storage;
import org.waggle.common.failure.RunException;
import org.waggle.common.recipe.Recipe;
import org.waggle.common.recipe.RecipeReader;
import org.waggle.common.recipe.RecipeWriter;
import org.waggle.common.spi.ComponentRegistry;
import org.waggle.driver.run.TrainingRun;
import org.waggle.executor.BuiltinPlugin;
import picocli.CommandLine.Option;

/** Options of every command that reads a recipe. */
final class RecipeOptions {
    @Option(
            names = "--set",
            paramLabel = "PATH=VALUE",
            description = {"Replaces a value of the recipe; may be repeated:", "phases.grpo.steps=10"})
    private List<String> overrides = new ArrayList<>();

    @Option(names = "--seed", paramLabel = "N", description = "Replaces the recipe's seed.")
    private @Nullable Long seed;

    OptionalLong seed() {
        return seed == null ? OptionalLong.empty() : OptionalLong.of(seed);
    }

    List<String> overrides() {
        List<String> all = new ArrayList<>(overrides);
        if (seed != null) {
            all.add("seed=" + seed);
        }
        return all;
    }

    static Recipe read(Path file, List<String> overrides) {
        return read(file.toString(), text(file), overrides);
    }

    /**
     * A recipe that is to be run, with its models and its first problems tried.
     *
     * @param source as {@link RecipeText} takes it
     */
    Recipe tried(String source, Storage storage) {
        RecipeText recipe = RecipeText.of(source, storage);
        return tried(recipe.name(), recipe.text(), overrides(), storage);
    }

    static Recipe tried(Path file, List<String> overrides, Storage storage) {
        return tried(file.toString(), text(file), overrides, storage);
    }

    private static Recipe tried(String name, String text, List<String> overrides, Storage storage) {
        return new RecipeReader(components()).read(name, text, overrides, recipe -> TrainingRun.tried(recipe, storage));
    }

    /** The resolved recipe of a run. */
    Recipe stored(Storage storage, org.apache.hadoop.fs.Path file) {
        return read(file.toString(), new String(storage.read(file), StandardCharsets.UTF_8), List.of());
    }

    /** A recipe as it lies in a run folder. */
    String write(Recipe recipe) {
        return writer().write(recipe);
    }

    RecipeWriter writer() {
        return new RecipeWriter(components());
    }

    static ComponentRegistry components() {
        return ComponentRegistry.of(new BuiltinPlugin());
    }

    static Recipe read(String source, String text, List<String> overrides) {
        return new RecipeReader(components()).read(source, text, overrides);
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw RunException.input("Cannot read %s: %s", file, reason(file, e));
        }
    }

    private static String reason(Path file, IOException failure) {
        if (Files.isDirectory(file)) {
            return "it is a folder";
        }
        if (failure instanceof CharacterCodingException) {
            return "it is not text (must be YAML in UTF-8)";
        }
        return Files.exists(file) ? String.valueOf(failure.getMessage()) : "there is no such file";
    }
}
