package org.waggle.common.recipe;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a value lies: {@code phases[1].steps}, or {@code phases.grpo.steps} with an item of a list by its {@code name}.
 *
 * @param steps names and positions ({@code [1]}), outermost first
 */
record YamlPath(List<String> steps) {
    private static final Pattern STEP = Pattern.compile("\\[\\d{1,6}]|[^.\\[\\]=\\s]+");
    private static final Pattern PATH = Pattern.compile("[^.\\[\\]=\\s]+(\\[\\d{1,6}]|\\.[^.\\[\\]=\\s]+)*");

    /** The path that a text spells; empty if it spells none. */
    static Optional<YamlPath> parse(String text) {
        if (!PATH.matcher(text).matches()) {
            return Optional.empty();
        }
        List<String> steps = new ArrayList<>();
        for (Matcher step = STEP.matcher(text); step.find(); ) {
            steps.add(step.group());
        }
        return Optional.of(new YamlPath(List.copyOf(steps)));
    }

    /** The last step. */
    String last() {
        return steps.get(steps.size() - 1);
    }

    /** The path without its last step; the root has no steps. */
    YamlPath parent() {
        return new YamlPath(steps.subList(0, steps.size() - 1));
    }

    /** The innermost value on the path that is there; the root if none is. */
    YamlNode deepest(YamlNode root) {
        YamlNode node = root;
        for (String step : steps) {
            Optional<YamlNode> next = child(node, step);
            if (next.isEmpty()) {
                return node;
            }
            node = next.get();
        }
        return node;
    }

    /** What lies one step below a value. */
    static Optional<YamlNode> child(YamlNode node, String step) {
        if (node instanceof YamlNode.Mapping mapping) {
            return Optional.ofNullable(mapping.values().get(step));
        }
        return node instanceof YamlNode.Items list
                ? position(list, step).map(i -> list.items().get(i))
                : Optional.empty();
    }

    /** The place in a list that a step means, by number or by name. */
    static Optional<Integer> position(YamlNode.Items list, String step) {
        if (step.startsWith("[")) {
            int position = Integer.parseInt(step.substring(1, step.length() - 1));
            return position < list.items().size() ? Optional.of(position) : Optional.empty();
        }
        int position = names(list).indexOf(step);
        return position < 0 ? Optional.empty() : Optional.of(position);
    }

    /** What lies below a value, as steps: keys of a map, names (positions where there is none) of a list. */
    static List<String> children(YamlNode node) {
        if (node instanceof YamlNode.Mapping mapping) {
            return List.copyOf(mapping.values().keySet());
        }
        return node instanceof YamlNode.Items list ? names(list) : List.of();
    }

    private static List<String> names(YamlNode.Items list) {
        List<String> names = new ArrayList<>();
        for (YamlNode item : list.items()) {
            Optional<YamlNode> name = child(item, "name");
            names.add(
                    name.isPresent() && name.get() instanceof YamlNode.Scalar text
                            ? text.text()
                            : "[" + names.size() + "]");
        }
        return names;
    }
}
