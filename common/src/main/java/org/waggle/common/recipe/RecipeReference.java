package org.waggle.common.recipe;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import org.waggle.common.data.Doc;
import org.waggle.common.spi.ComponentRegistry;

/** Explains every key that a recipe can have, as Markdown: {@code docs/recipe.md}. */
public final class RecipeReference {
    private final RecipeSchema schema;
    private final Set<Class<?>> sections = new LinkedHashSet<>();
    private final Deque<Class<?>> ahead = new ArrayDeque<>();

    private RecipeReference(RecipeSchema schema) {
        this.schema = schema;
    }

    /**
     * The reference of all registered components.
     *
     * @throws IllegalStateException if a component or a key has no {@link Doc}
     */
    public static String markdown(ComponentRegistry registry) {
        return new RecipeReference(new RecipeSchema(registry)).pages();
    }

    private String pages() {
        StringBuilder text = new StringBuilder(introduction());
        text.append("\n## The file\n\n").append(table(Recipe.class));
        while (!ahead.isEmpty()) {
            Class<?> next = ahead.remove();
            text.append("\n## ")
                    .append(title(next))
                    .append("\n\n")
                    .append(next.isRecord() ? section(next) : axis(next));
        }
        return text.toString();
    }

    private static String introduction() {
        try (InputStream file = RecipeReference.class.getResourceAsStream("reference.md")) {
            if (file == null) {
                throw new IllegalStateException("Cannot find reference.md beside " + RecipeReference.class.getName());
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String axis(Class<?> axis) {
        SortedMap<String, Class<?>> components = schema.components(axis);
        StringBuilder text = new StringBuilder("One of ")
                .append(String.join(
                        ", ",
                        components.keySet().stream()
                                .map(name -> "`" + name + "`")
                                .toList()))
                .append(".\n");
        components.forEach((name, component) -> {
            Doc doc = component.getAnnotation(Doc.class);
            text.append(
                    "\n### `%s`\n\n%s\n".formatted(name, said(doc == null ? "" : doc.value(), component.getName())));
            if (!RecipeSchema.keys(component).isEmpty()) {
                text.append('\n').append(table(component));
            }
        });
        return text.toString();
    }

    private String section(Class<?> record) {
        Doc doc = record.getAnnotation(Doc.class);
        return said(doc == null ? "" : doc.value(), record.getName()) + "\n\n" + table(record);
    }

    private String table(Class<?> record) {
        StringBuilder text = new StringBuilder("| key | value | meaning |\n|---|---|---|\n");
        for (RecipeSchema.Key key : RecipeSchema.keys(record)) {
            String doc = said(key.doc(), record.getName() + "." + key.name());
            String kind = kind(key.component().getGenericType());
            text.append("| `%s` | %s | %s |\n".formatted(key.name(), kind, doc.replace("|", "\\|")));
        }
        return text.toString();
    }

    private String kind(Type type) {
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            return generic.getRawType() == List.class
                    ? "list: " + kind(arguments[0])
                    : "map from names: " + kind(arguments[1]);
        }
        Class<?> wanted = (Class<?>) type;
        if (wanted.isRecord() || wanted.isInterface()) {
            if (sections.add(wanted)) {
                ahead.add(wanted);
            }
            return "[%s](#%s)".formatted(title(wanted), title(wanted).replace(' ', '-'));
        }
        if (wanted.isEnum()) {
            return String.join(
                    ", ",
                    ScalarReader.words(wanted).stream()
                            .map(word -> "`" + word + "`")
                            .toList());
        }
        return ScalarReader.kind(wanted).replaceFirst("^an? ", "");
    }

    private static String title(Class<?> type) {
        return Names.ofAxis(type).replace('-', ' ');
    }

    private static String said(String doc, String what) {
        if (doc.isEmpty()) {
            throw new IllegalStateException("Missing value: @Doc of " + what);
        }
        return doc;
    }
}
