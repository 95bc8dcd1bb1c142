package org.waggle.executor.jinja;

/** A value with attributes of its own, such as a loop. */
interface Attributed {
    /** The attribute of a name, or {@link Undefined}. */
    Object attribute(String name);
}
