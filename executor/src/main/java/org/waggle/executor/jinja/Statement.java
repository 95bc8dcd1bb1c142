package org.waggle.executor.jinja;

/** A part of a template that writes text or sets names. */
@FunctionalInterface
interface Statement {
    /** What comes after it in a loop. */
    enum Flow {
        ON,
        BREAK,
        CONTINUE
    }

    Flow render(Scope scope, Output out);
}
