package org.waggle.common.recipe;

import java.util.List;
import java.util.Map;

/** A value as a person wrote it, with where they did: a YAML tree that overrides may still change. */
sealed interface YamlNode {
    /** File and line of its key (of itself, in a list), or the override that it comes from. */
    String place();

    /** How a message shows it. */
    String shown();

    /** True for a key without a value, and for {@code null} and {@code ~}. */
    default boolean missing() {
        return false;
    }

    /**
     * Text, number, truth or nothing; what it is, its reader decides.
     *
     * @param text what stands there, without quotes
     * @param quoted true if it stands in quotes or is a text block, so that it can only be text
     */
    record Scalar(String text, boolean quoted, String place) implements YamlNode {
        @Override
        public boolean missing() {
            return !quoted && (text.isEmpty() || text.equals("null") || text.equals("~"));
        }

        @Override
        public String shown() {
            return quoted ? '"' + text.replace("\n", "\\n") + '"' : text;
        }
    }

    /** A list. */
    record Items(List<YamlNode> items, String place) implements YamlNode {
        @Override
        public String shown() {
            return "a list";
        }
    }

    /** A map from keys to values, in the order of the text. */
    record Mapping(Map<String, YamlNode> values, String place) implements YamlNode {
        @Override
        public String shown() {
            return "a map";
        }
    }
}
