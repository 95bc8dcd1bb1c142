package org.waggle.executor.jinja;

import java.util.HashMap;
import java.util.Map;

/** A value whose attributes a template sets from within loops. */
final class Namespace implements Attributed {
    private final Map<String, Object> attributes;

    Namespace(Map<String, Object> attributes) {
        this.attributes = new HashMap<>(attributes);
    }

    void set(String name, Object value) {
        attributes.put(name, value);
    }

    @Override
    public Object attribute(String name) {
        Object value = attributes.get(name);
        return value == null ? new Undefined("the namespace has no attribute '" + name + "'") : value;
    }
}
