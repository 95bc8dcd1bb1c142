package org.waggle.driver.cli;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * Part of a recipe, as an argument: YAML, or a file of it.
 *
 * @param argument what was typed
 */
record Spec(String argument) {
    /** Makes something of YAML. */
    @FunctionalInterface
    interface Reader<T> {
        T read(String source, String yaml);
    }

    /**
     * What the YAML says.
     *
     * @param name of the argument, for messages
     */
    <T> T read(String name, Reader<T> reader) {
        return isFile() ? reader.read(argument, RecipeOptions.text(Path.of(argument))) : reader.read(name, argument);
    }

    private boolean isFile() {
        try {
            return argument.endsWith(".yaml") || argument.endsWith(".yml") || Files.exists(Path.of(argument));
        } catch (InvalidPathException e) {
            return false;
        }
    }
}
