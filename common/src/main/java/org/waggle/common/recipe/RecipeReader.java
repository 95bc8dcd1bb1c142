package org.waggle.common.recipe;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.waggle.common.failure.FailureKind;
import org.waggle.common.failure.OneLine;
import org.waggle.common.failure.RunException;
import org.waggle.common.spi.ComponentRegistry;
import org.waggle.common.spi.Reward;
import org.waggle.common.spi.Task;

/**
 * Reads a recipe, strictly: what it doesn't understand wholly it refuses, with one message that says file, line, path,
 * what and remedy.
 */
public final class RecipeReader {
    private static final Pattern SENTENCE = Pattern.compile("[A-Z][a-z]+(?: value:)? ([^ :]+).*", Pattern.DOTALL);

    private final RecipeSchema schema;
    private final RecordReader records;

    /** A reader that knows the given components, and the models and phases of this package. */
    public RecipeReader(ComponentRegistry registry) {
        this.schema = new RecipeSchema(registry);
        this.records = new RecordReader(schema);
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
        return read(source, yamlText, overrides, recipe -> Optional.empty());
    }

    /**
     * Reads a recipe, and tries it.
     *
     * @param use tries a recipe without contradictions; what it objects to is told with the place
     * @throws RunException of kind {@link FailureKind#INPUT} for anything wrong with it
     */
    public Recipe read(
            String source, String yamlText, List<String> overrides, Function<Recipe, Optional<Objection>> use) {
        YamlNode root = parsed(source, yamlText);
        overrides.forEach(text -> SetOption.parse(text).applyTo(root));
        NodeInheritance.fill(root);
        Recipe recipe = (Recipe) records.read(Recipe.class, root, "");
        List<String> found = contradictions(source, recipe);
        if (!found.isEmpty()) {
            throw new RunException(FailureKind.INPUT, contradictions(source, root, found));
        }
        requireUsable(use.apply(recipe), root);
        return recipe;
    }

    /**
     * The name of a recipe, whose components need not be known.
     *
     * @param source name of the file, for messages
     * @throws RunException of kind {@link FailureKind#INPUT} if it isn't YAML, or has no name
     */
    public static String name(String source, String yamlText) {
        YamlNode root = parsed(source, yamlText);
        return (String) ScalarReader.read(String.class, required(root, "name"), "name");
    }

    /**
     * Reads a file of another kind, as strictly as a recipe.
     *
     * @param kind what its keys are
     * @param source name of the file, for messages
     * @param use tries what was read; what it objects to is told with the place
     * @throws RunException of kind {@link FailureKind#INPUT} for anything wrong with it
     */
    public <T extends Record> T read(
            Class<T> kind, String source, String yamlText, Function<T, Optional<Objection>> use) {
        YamlNode root = parsed(source, yamlText);
        T read = kind.cast(records.read(kind, root, ""));
        requireUsable(use.apply(read), root);
        return read;
    }

    /**
     * Reads the part of a recipe that says how work is cut up, whatever components the rest names.
     *
     * @param source name of the file, for messages
     * @throws RunException of kind {@link FailureKind#INPUT} for anything wrong with it
     */
    public EngineRecipe engine(String source, String yamlText) {
        YamlNode root = parsed(source, yamlText);
        return (EngineRecipe) records.read(EngineRecipe.class, required(root, "engine"), "engine");
    }

    /**
     * Reads the part of a recipe that judges: {@code rewards} and {@code composer}, or a single reward, which is then
     * the channel of its type's name.
     *
     * @param source name of the text, for messages
     * @throws RunException of kind {@link FailureKind#INPUT} for anything wrong with it
     */
    public RewardRecipe rewards(String source, String yamlText) {
        YamlNode root = parsed(source, yamlText);
        if (root instanceof YamlNode.Mapping mapping && mapping.values().containsKey("rewards")) {
            return (RewardRecipe) records.read(RewardRecipe.class, root, "");
        }
        Reward reward = (Reward) records.read(Reward.class, root, "");
        return RewardRecipe.of(schema.name(Reward.class, reward.getClass()), reward);
    }

    /**
     * Reads the part of a recipe that a model is measured on: {@code task} and {@code rewards}, or a task alone.
     *
     * @param source name of the text, for messages
     * @param otherwise channels of a task alone
     * @throws RunException of kind {@link FailureKind#INPUT} for anything wrong with it
     */
    public TaskRecipe task(String source, String yamlText, SortedMap<String, Reward> otherwise) {
        YamlNode root = parsed(source, yamlText);
        if (root instanceof YamlNode.Mapping mapping && mapping.values().containsKey("task")) {
            return (TaskRecipe) records.read(TaskRecipe.class, root, "");
        }
        return new TaskRecipe((Task) records.read(Task.class, root, ""), otherwise);
    }

    private static YamlNode parsed(String source, String yamlText) {
        return new YamlParser(source, line -> source + " line " + line).parse(yamlText);
    }

    private static YamlNode required(YamlNode root, String key) {
        return YamlPath.child(root, key)
                .orElseThrow(() -> RunException.input("Missing value: %s, %s", key, root.place()));
    }

    private static void requireUsable(Optional<Objection> found, YamlNode root) {
        found.ifPresent(objection -> {
            YamlNode near = YamlPath.parse(objection.path())
                    .map(path -> path.deepest(root))
                    .orElse(root);
            throw RecordReader.failure(objection.what(), near, objection.path());
        });
    }

    private static List<String> contradictions(String source, Recipe recipe) {
        try {
            return recipe.contradictions();
        } catch (RuntimeException e) {
            // Only components run code of others here.
            throw new RunException(
                    FailureKind.INPUT,
                    "Cannot check %s: one of its components threw %s".formatted(source, OneLine.of(e)),
                    e);
        }
    }

    private static String contradictions(String source, YamlNode root, List<String> found) {
        List<String> located =
                found.stream().map(sentence -> located(root, sentence)).toList();
        return located.size() == 1
                ? located.get(0)
                : located.stream()
                        .map(sentence -> "\n  " + sentence)
                        .collect(Collectors.joining(
                                "", "Invalid %s: %d contradictions".formatted(source, located.size()), ""));
    }

    private static String located(YamlNode root, String sentence) {
        Matcher matcher = SENTENCE.matcher(sentence);
        return matcher.matches()
                ? YamlPath.parse(matcher.group(1))
                        .map(path ->
                                "%s, %s".formatted(sentence, path.deepest(root).place()))
                        .orElse(sentence)
                : sentence;
    }
}
