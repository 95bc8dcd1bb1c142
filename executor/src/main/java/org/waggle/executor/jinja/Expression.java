package org.waggle.executor.jinja;

/** A part of a template that has a value. */
@FunctionalInterface
interface Expression {
    /** Its value, computed anew; callers go through {@link Scope#value}, which bounds the work. */
    Object evaluate(Scope scope);
}
