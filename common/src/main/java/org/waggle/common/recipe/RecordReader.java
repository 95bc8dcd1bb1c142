package org.waggle.common.recipe;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.waggle.common.failure.FailureKind;
import org.waggle.common.failure.OneLine;
import org.waggle.common.failure.RunException;

/**
 * Makes records of nodes. Strict: every key of a record must be there, once, with a value of its type, and no other;
 * what a record's constructor refuses is told with the line of the key.
 */
final class RecordReader {
    private static final Pattern REFUSED = Pattern.compile("Invalid ([^ ]+): .*", Pattern.DOTALL);
    private static final String TYPE = "type";

    private final RecipeSchema schema;

    RecordReader(RecipeSchema schema) {
        this.schema = schema;
    }

    /** A value of a record's type from a node; the path is for messages, empty at the root. */
    Object read(Type type, YamlNode node, String path) {
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            return generic.getRawType() == List.class ? list(arguments[0], node, path) : map(arguments[1], node, path);
        }
        Class<?> wanted = (Class<?>) type;
        if (wanted.isRecord()) {
            return record(wanted, mapping(node, path, "must be a map of " + keyNames(wanted)), path);
        }
        return wanted.isInterface() ? component(wanted, node, path) : ScalarReader.read(wanted, node, path);
    }

    private List<Object> list(Type of, YamlNode node, String path) {
        if (!(node instanceof YamlNode.Items items)) {
            throw invalid(node, path, "must be a list");
        }
        List<Object> list = new ArrayList<>();
        for (YamlNode item : items.items()) {
            list.add(present(of, item, "%s[%d]".formatted(path, list.size())));
        }
        return List.copyOf(list);
    }

    private SortedMap<String, Object> map(Type of, YamlNode node, String path) {
        SortedMap<String, Object> map = new TreeMap<>();
        mapping(node, path, "must be a map of names").values().forEach((name, value) -> {
            String below = below(path, name);
            if (!name.matches("[A-Za-z0-9][A-Za-z0-9_-]*")) {
                throw failure("Invalid name: %s (must be letters, digits, '_', '-')".formatted(name), value, below);
            }
            map.put(name, present(of, value, below));
        });
        return map;
    }

    private Object present(Type type, YamlNode node, String path) {
        if (node.missing()) {
            throw missing(path, node, "must not be empty");
        }
        return read(type, node, path);
    }

    /** {@code {type: name, …}}, or only the name for a component without keys. */
    private Object component(Class<?> axis, YamlNode node, String path) {
        YamlNode.Mapping mapping = node instanceof YamlNode.Scalar name
                ? new YamlNode.Mapping(Map.of(TYPE, name), name.place())
                : mapping(node, path, "must be a map with type and the keys of that type");
        SortedMap<String, Class<?>> known = schema.components(axis);
        YamlNode type = mapping.values().get(TYPE);
        if (type == null || type.missing()) {
            throw missing(below(path, TYPE), mapping, "known: " + String.join(", ", known.keySet()));
        }
        String name = (String) ScalarReader.read(String.class, type, below(path, TYPE));
        Class<?> component = known.get(name);
        if (component == null) {
            String what =
                    "Unknown %s type: %s (%s)".formatted(Names.ofAxis(axis), name, Names.choice(name, known.keySet()));
            throw failure(what, type, type == node ? path : below(path, TYPE));
        }
        Map<String, YamlNode> keys = new LinkedHashMap<>(mapping.values());
        keys.remove(TYPE);
        return record(component, new YamlNode.Mapping(keys, mapping.place()), path);
    }

    private Object record(Class<?> record, YamlNode.Mapping mapping, String path) {
        List<RecipeSchema.Key> keys = RecipeSchema.keys(record);
        List<String> names = keys.stream().map(RecipeSchema.Key::name).toList();
        mapping.values().forEach((name, value) -> {
            if (!names.contains(name)) {
                String choice = names.isEmpty() ? "this type has no keys" : Names.choice(name, names);
                throw failure("Unknown key: %s (%s)".formatted(name, choice), value, below(path, name));
            }
        });
        List<Object> values = new ArrayList<>();
        for (RecipeSchema.Key key : keys) {
            YamlNode value = mapping.values().get(key.name());
            String below = below(path, key.name());
            if (value == null || value.missing()) {
                throw missing(below, value == null ? mapping : value, key.doc());
            }
            values.add(read(key.component().getGenericType(), value, below));
        }
        return construct(record, values.toArray(), mapping, path);
    }

    private static Object construct(Class<?> record, Object[] values, YamlNode.Mapping mapping, String path) {
        Class<?>[] types = Arrays.stream(record.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        try {
            Constructor<?> constructor = record.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            throw refused(record, e.getTargetException(), mapping, path);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Cannot construct " + record.getName(), e);
        }
    }

    private static RunException refused(Class<?> record, Throwable cause, YamlNode.Mapping mapping, String path) {
        String message = cause.getMessage();
        if (!(cause instanceof IllegalArgumentException) || message == null) {
            String what = "Cannot construct %s: %s".formatted(record.getName(), OneLine.of(cause));
            return new RunException(FailureKind.INPUT, at(what, mapping, path), cause);
        }
        return new RunException(FailureKind.INPUT, refused(message, mapping, path), cause);
    }

    /** With the place of the key that the message begins with, where that is known. */
    private static String refused(String message, YamlNode.Mapping mapping, String path) {
        Matcher matcher = REFUSED.matcher(message);
        if (!matcher.matches()) {
            return at(message, mapping, path);
        }
        YamlNode value = YamlPath.parse(matcher.group(1))
                .map(key -> key.deepest(mapping))
                .orElse(mapping);
        return at(message, value, value == mapping ? path : below(path, matcher.group(1)));
    }

    private static YamlNode.Mapping mapping(YamlNode node, String path, String rule) {
        if (node instanceof YamlNode.Mapping mapping) {
            return mapping;
        }
        throw invalid(node, path, rule);
    }

    private static String keyNames(Class<?> record) {
        return String.join(
                ", ",
                RecipeSchema.keys(record).stream().map(RecipeSchema.Key::name).toList());
    }

    private static String below(String path, String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    /** The key at the end of a path. */
    static String lastKey(String path) {
        return path.isEmpty() ? "recipe" : path.substring(path.lastIndexOf('.') + 1);
    }

    /** {@code Invalid key: value (rule), place (path)}. */
    static RunException invalid(YamlNode node, String path, String rule) {
        return failure("Invalid %s: %s (%s)".formatted(lastKey(path), node.shown(), rule), node, path);
    }

    private static RunException missing(String path, YamlNode near, String meaning) {
        String what = "Missing value: %s, %s".formatted(path, near.place());
        return new RunException(FailureKind.INPUT, meaning.isEmpty() ? what : "%s (%s)".formatted(what, meaning));
    }

    /** A sentence with where the value stands and lies. */
    static RunException failure(String what, YamlNode node, String path) {
        return new RunException(FailureKind.INPUT, at(what, node, path));
    }

    private static String at(String what, YamlNode node, String path) {
        return path.isEmpty() ? what + ", " + node.place() : "%s, %s (%s)".formatted(what, node.place(), path);
    }
}
