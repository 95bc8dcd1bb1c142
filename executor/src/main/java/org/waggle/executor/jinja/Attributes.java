package org.waggle.executor.jinja;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What {@code value.name} and {@code value[key]} mean. Values have Python's methods, and nothing else. */
final class Attributes {
    private Attributes() {}

    /** {@code value.name}: a method, or else an item of that name. */
    static Object named(Object value, String name) {
        if (value instanceof Attributed attributed) {
            return attributed.attribute(name);
        }
        return method(value, name).<Object>map(method -> method).orElseGet(() -> item(value, name));
    }

    /** {@code value[key]}: an item, or else a method of that name. */
    static Object at(Object value, Object key) {
        if (value instanceof Attributed attributed && key instanceof String name) {
            return attributed.attribute(name);
        }
        Object item = item(value, key);
        return item instanceof Undefined && key instanceof String name
                ? method(value, name).<Object>map(method -> method).orElse(item)
                : item;
    }

    private static Object item(Object value, Object key) {
        if (value instanceof Undefined undefined) {
            throw undefined.failure();
        }
        if (value instanceof Map<?, ?> map) {
            Object item = map.get(key);
            return item == null ? missing(value, key) : item;
        }
        if (key instanceof Long place && (value instanceof List || value instanceof String)) {
            return Sequences.at(value, place);
        }
        if (key instanceof String name && name.startsWith("_")) {
            throw TemplateFailure.of("attribute '%s' of %s is out of bounds", name, PythonText.type(value));
        }
        return missing(value, key);
    }

    private static Undefined missing(Object value, Object key) {
        return new Undefined("%s has no attribute %s".formatted(PythonText.type(value), PythonText.repr(key)));
    }

    private static Optional<Callable> method(Object value, String name) {
        if (value instanceof String text) {
            return StringMethods.of(text, name);
        }
        if (value instanceof Map<?, ?> map) {
            return CollectionMethods.of(map, name);
        }
        return value instanceof List<?> list ? CollectionMethods.of(list, name) : Optional.empty();
    }
}
