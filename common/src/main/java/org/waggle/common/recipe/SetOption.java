package org.waggle.common.recipe;

import java.util.Optional;
import org.waggle.common.failure.FailureKind;
import org.waggle.common.failure.RunException;

/**
 * One {@code --set path=value}. The value is YAML and takes its place in the tree before anything is checked, so that
 * it is read as strictly as the file.
 *
 * @param text {@code path=value}
 * @param path where the value goes
 * @param value what goes there
 */
record SetOption(String text, YamlPath path, YamlNode value) {
    /** Reads an option. */
    static SetOption parse(String text) {
        int equals = text.indexOf('=');
        Optional<YamlPath> path = equals < 0
                ? Optional.empty()
                : YamlPath.parse(text.substring(0, equals).strip());
        if (path.isEmpty()) {
            throw failure(
                    "Invalid --set: %s (must be PATH=VALUE, such as seed=7 or phases.grpo.steps=20)".formatted(text));
        }
        String place = "--set " + text;
        String yaml = text.substring(equals + 1);
        YamlNode value = yaml.isBlank()
                ? new YamlNode.Scalar("", false, place)
                : new YamlParser(place, line -> place).parse(yaml);
        return new SetOption(text, path.get(), value);
    }

    /** Puts the value into the tree; a new last key is let in, and left to the reader to refuse. */
    void applyTo(YamlNode root) {
        YamlNode parent = root;
        for (String step : path.parent().steps()) {
            parent = existing(parent, step);
        }
        if (parent instanceof YamlNode.Mapping mapping && !path.last().startsWith("[")) {
            mapping.values().put(path.last(), value);
        } else if (parent instanceof YamlNode.Items list) {
            existing(parent, path.last());
            YamlPath.position(list, path.last()).ifPresent(i -> list.items().set(i, value));
        } else {
            throw unknown(parent, path.last());
        }
    }

    private YamlNode existing(YamlNode parent, String step) {
        return YamlPath.child(parent, step).orElseThrow(() -> unknown(parent, step));
    }

    private RunException unknown(YamlNode parent, String step) {
        if (parent instanceof YamlNode.Scalar scalar) {
            return failure("Unknown key: %s (%s has no keys), --set %s".formatted(step, scalar.shown(), text));
        }
        return failure(
                "Unknown key: %s (%s), --set %s".formatted(step, Names.choice(step, YamlPath.children(parent)), text));
    }

    private static RunException failure(String message) {
        return new RunException(FailureKind.INPUT, message);
    }
}
