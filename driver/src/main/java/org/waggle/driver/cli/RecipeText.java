package org.waggle.driver.cli;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.waggle.common.checkpoint.Storage;
import org.waggle.common.failure.RunException;

/**
 * A recipe as it was given to a command: a file, a path that Hadoop knows, or its text in the command itself, where the
 * driver runs on a machine that has no such file.
 *
 * @param name what messages call it
 * @param text YAML
 */
record RecipeText(String name, String text) {
    /** RFC 2397: {@code data:;name=tiny.yaml;base64,…}. */
    private static final Pattern INLINE = Pattern.compile("data:[^;,]*;name=([^;,]*);base64,(.*)");

    private static final Pattern URI = Pattern.compile("[a-z][a-z0-9+.-]+:.*");

    /**
     * The recipe.
     *
     * @throws RunException if it can't be read
     */
    static RecipeText of(String source, Storage storage) {
        Matcher inline = INLINE.matcher(source);
        if (inline.matches()) {
            return new RecipeText(inline.group(1), decoded(inline.group(1), inline.group(2)));
        }
        if (URI.matcher(source).matches()) {
            org.apache.hadoop.fs.Path path = storage.qualified(source);
            if (!storage.exists(path)) {
                throw RunException.input("Cannot read %s: there is no such file", source);
            }
            return new RecipeText(source, new String(storage.read(path), StandardCharsets.UTF_8));
        }
        return new RecipeText(source, RecipeOptions.text(Path.of(source)));
    }

    private static String decoded(String name, String base64) {
        try {
            return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw RunException.input("Cannot read %s: it is not base64 (%s)", name, String.valueOf(e.getMessage()));
        }
    }
}
