package org.waggle.executor.jinja;

import java.util.List;
import java.util.Map;

/**
 * What a function is called with.
 *
 * @param positional values by place
 * @param named values by name
 * @param work what the rendering has done so far
 */
record Arguments(List<Object> positional, Map<String, Object> named, Work work) {
    boolean has(int place, String name) {
        return place < positional.size() || named.containsKey(name);
    }

    /** A value by place or name. */
    Object value(int place, String name) {
        if (!has(place, name)) {
            throw TemplateFailure.of("a call without %s", name);
        }
        return value(place, name, None.NONE);
    }

    Object value(int place, String name, Object otherwise) {
        return place < positional.size() ? positional.get(place) : named.getOrDefault(name, otherwise);
    }

    String text(int place, String name) {
        if (value(place, name) instanceof String text) {
            return text;
        }
        throw TemplateFailure.of("%s is %s (must be str)", name, PythonText.type(value(place, name)));
    }

    String text(int place, String name, String otherwise) {
        return has(place, name) ? text(place, name) : otherwise;
    }

    int integer(int place, String name, int otherwise) {
        Object value = value(place, name, (long) otherwise);
        if (value instanceof Long number && number == (int) (long) number) {
            return (int) (long) number;
        }
        throw TemplateFailure.of("%s is %s (must be a small int)", name, PythonText.type(value));
    }

    boolean flag(int place, String name) {
        return Truth.of(value(place, name, false));
    }

    /** The same without the first values. */
    Arguments from(int place) {
        List<Object> rest = positional.subList(Math.min(place, positional.size()), positional.size());
        return new Arguments(rest, named, work);
    }
}
