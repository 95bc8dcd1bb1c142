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
record NodePath(List<String> steps) {
    private static final Pattern STEP = Pattern.compile("\\[\\d{1,6}]|[^.\\[\\]=\\s]+");
    private static final Pattern PATH = Pattern.compile("[^.\\[\\]=\\s]+(\\[\\d{1,6}]|\\.[^.\\[\\]=\\s]+)*");

    /** The path that a text spells; empty if it spells none. */
    static Optional<NodePath> parse(String text) {
        if (!PATH.matcher(text).matches()) {
            return Optional.empty();
        }
        List<String> steps = new ArrayList<>();
        for (Matcher step = STEP.matcher(text); step.find(); ) {
            steps.add(step.group());
        }
        return Optional.of(new NodePath(List.copyOf(steps)));
    }

    /** The last step. */
    String last() {
        return steps.get(steps.size() - 1);
    }

    /** The path without its last step; the root has no steps. */
    NodePath parent() {
        return new NodePath(steps.subList(0, steps.size() - 1));
    }

    /** The innermost value on the path that is there; the root if none is. */
    Node deepest(Node root) {
        Node node = root;
        for (String step : steps) {
            Optional<Node> next = child(node, step);
            if (next.isEmpty()) {
                return node;
            }
            node = next.get();
        }
        return node;
    }

    /** What lies one step below a value. */
    static Optional<Node> child(Node node, String step) {
        if (node instanceof Node.Mapping mapping) {
            return Optional.ofNullable(mapping.values().get(step));
        }
        return node instanceof Node.Items list
                ? position(list, step).map(i -> list.items().get(i))
                : Optional.empty();
    }

    /** The place in a list that a step means, by number or by name. */
    static Optional<Integer> position(Node.Items list, String step) {
        if (step.startsWith("[")) {
            int position = Integer.parseInt(step.substring(1, step.length() - 1));
            return position < list.items().size() ? Optional.of(position) : Optional.empty();
        }
        int position = names(list).indexOf(step);
        return position < 0 ? Optional.empty() : Optional.of(position);
    }

    /** What lies below a value, as steps: keys of a map, names (positions where there is none) of a list. */
    static List<String> children(Node node) {
        if (node instanceof Node.Mapping mapping) {
            return List.copyOf(mapping.values().keySet());
        }
        return node instanceof Node.Items list ? names(list) : List.of();
    }

    private static List<String> names(Node.Items list) {
        List<String> names = new ArrayList<>();
        for (Node item : list.items()) {
            Optional<Node> name = child(item, "name");
            names.add(
                    name.isPresent() && name.get() instanceof Node.Scalar text
                            ? text.text()
                            : "[" + names.size() + "]");
        }
        return names;
    }
}
