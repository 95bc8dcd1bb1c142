package org.waggle.executor.jinja;

import java.util.HashMap;
import java.util.Map;

/** What templates call by a name. */
final class Named<T> {
    private final String kind;
    private final Map<String, T> all = new HashMap<>();

    /**
     * Nothing yet.
     *
     * @param kind what they are, for messages: {@code filter}
     */
    Named(String kind) {
        this.kind = kind;
    }

    /** Adds one under a name, or under several with spaces between. */
    Named<T> add(String names, T one) {
        for (String name : names.split(" ", -1)) {
            all.put(name, one);
        }
        return this;
    }

    boolean has(String name) {
        return all.containsKey(name);
    }

    T of(String name) {
        T one = all.get(name);
        if (one == null) {
            throw TemplateFailure.of("there is no %s named '%s'", kind, name);
        }
        return one;
    }
}
