package org.waggle.common.recipe;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.waggle.common.failure.FailureKind;
import org.waggle.common.failure.RunException;
import org.waggle.common.spi.ComponentRegistry;

/**
 * Reads a recipe, strictly: what it doesn't understand wholly it refuses, with one message that says file, line, path,
 * what and remedy.
 */
public final class RecipeReader {
    private static final Pattern PROBLEM = Pattern.compile("[A-Z][a-z]+(?: value:)? ([^ :]+).*", Pattern.DOTALL);

    private final RecordReader records;

    /** A reader that knows the given components, and the models and phases of this package. */
    public RecipeReader(ComponentRegistry registry) {
        this.records = new RecordReader(new RecipeSchema(registry));
    }

    /**
     * Reads a recipe.
     *
     * @param source name of the file, for messages
     * @param yamlText what the file holds
     * @param overrides {@code path=value} in the order of the command line, such as {@code phases.grpo.steps=3}; a
     *     value is YAML, replaces what the file says, and is checked as strictly
     * @throws RunException of kind {@link FailureKind#INPUT} for anything wrong with it
     */
    public Recipe read(String source, String yamlText, List<String> overrides) {
        Node root = new NodeParser(source, line -> source + " line " + line).parse(yamlText);
        overrides.forEach(text -> SetOption.parse(text).applyTo(root));
        Recipe recipe = (Recipe) records.read(Recipe.class, root, "");
        List<String> problems = recipe.problems();
        if (!problems.isEmpty()) {
            throw new RunException(FailureKind.INPUT, contradictions(source, root, problems));
        }
        return recipe;
    }

    private static String contradictions(String source, Node root, List<String> problems) {
        List<String> located =
                problems.stream().map(problem -> located(root, problem)).toList();
        return located.size() == 1
                ? located.get(0)
                : located.stream()
                        .map(problem -> "\n  " + problem)
                        .collect(Collectors.joining(
                                "", "Invalid %s: %d problems".formatted(source, located.size()), ""));
    }

    private static String located(Node root, String problem) {
        Matcher matcher = PROBLEM.matcher(problem);
        return matcher.matches()
                ? NodePath.parse(matcher.group(1))
                        .map(path ->
                                "%s, %s".formatted(problem, path.deepest(root).place()))
                        .orElse(problem)
                : problem;
    }
}
