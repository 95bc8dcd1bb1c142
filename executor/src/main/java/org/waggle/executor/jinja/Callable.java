package org.waggle.executor.jinja;

/** A value that can be called: a function, a method with its object, a macro. */
@FunctionalInterface
interface Callable {
    Object call(Arguments arguments);
}
