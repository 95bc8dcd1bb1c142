package org.waggle.common.recipe;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.waggle.common.spi.ComponentRegistry;

/**
 * Writes a recipe so that {@link RecipeReader} reads an equal one: every key, in the order of the records, {@code type}
 * first and maps by name. Equal recipes are written alike, so that the text has a hash that means something.
 */
public final class RecipeWriter {
    private final RecipeSchema schema;

    /** A writer that knows the names of the given components. */
    public RecipeWriter(ComponentRegistry registry) {
        this.schema = new RecipeSchema(registry);
    }

    /** The recipe as YAML. */
    public String write(Recipe recipe) {
        return YamlText.of(value(Recipe.class, recipe));
    }

    /** SHA-256 of the recipe as YAML, in hexadecimal digits: equal for equal recipes, however their files look. */
    public String hash(Recipe recipe) {
        try {
            byte[] text = write(recipe).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Cannot hash a recipe: this Java has no SHA-256", e);
        }
    }

    private Object value(Type type, Object value) {
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            return generic.getRawType() == List.class
                    ? list(arguments[0], (Collection<?>) value)
                    : map(arguments[1], (Map<?, ?>) value);
        }
        Class<?> declared = (Class<?>) type;
        if (declared.isInterface()) {
            return component(declared, value);
        }
        return declared.isRecord() ? keys(value) : scalar(value);
    }

    /** A list that is no other's, as YAML would refer back to it. */
    private List<Object> list(Type of, Collection<?> values) {
        List<Object> list = new ArrayList<>();
        values.forEach(value -> list.add(value(of, value)));
        return list;
    }

    private Map<String, Object> map(Type of, Map<?, ?> values) {
        Map<String, Object> map = new TreeMap<>();
        values.forEach((name, value) -> map.put((String) name, value(of, value)));
        return map;
    }

    private Object component(Class<?> axis, Object component) {
        YamlNode.Scalar name = scalar(schema.name(axis, component.getClass()));
        Map<String, Object> keys = keys(component);
        if (keys.isEmpty()) {
            return name;
        }
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("type", name);
        map.putAll(keys);
        return map;
    }

    private Map<String, Object> keys(Object record) {
        Map<String, Object> keys = new LinkedHashMap<>();
        for (RecipeSchema.Key key : RecipeSchema.keys(record.getClass())) {
            keys.put(key.name(), value(key.component().getGenericType(), key.of(record)));
        }
        return keys;
    }

    private static YamlNode.Scalar scalar(Object value) {
        if (value instanceof String text) {
            return new YamlNode.Scalar(text, YamlText.needsQuotes(text), "");
        }
        if (value instanceof Double number) {
            return new YamlNode.Scalar(decimal(number), false, "");
        }
        return new YamlNode.Scalar(value instanceof Enum<?> word ? Names.of(word) : value.toString(), false, "");
    }

    /** The shortest usual way to write a number, which reads back as the same double. */
    private static String decimal(double number) {
        if (number == 0) {
            return Double.compare(number, 0.0) == 0 ? "0" : "-0.0";
        }
        BigDecimal decimal = new BigDecimal(Double.toString(number)).stripTrailingZeros();
        String plain = decimal.toPlainString();
        boolean isShort = decimal.scale() <= 0 && plain.length() <= 10;
        return isShort ? plain : decimal.toString().toLowerCase(Locale.ROOT);
    }
}
