package org.waggle.executor.jinja;

/** Python's {@code None}. */
enum None {
    NONE
}
