package org.waggle.executor.jinja;

import java.util.Collection;
import java.util.List;
import java.util.Map;

/** What one rendering has done so far; it ends a template that never would. */
final class Work {
    private static final int MOST_STEPS = 2_000_000;
    private static final int MOST_CHARACTERS = 64_000_000;
    private static final long MOST_READ = 2_000_000_000;
    private static final int DEEPEST = 400;

    private int steps;
    private long characters;
    private long read;
    private int depth;
    private int line = 1;

    void enter() {
        if (++steps > MOST_STEPS) {
            throw TemplateFailure.of("it takes more than %,d steps", MOST_STEPS);
        }
        if (++depth > DEEPEST) {
            throw TemplateFailure.of("it calls and nests more than %d deep", DEEPEST);
        }
    }

    void leave() {
        depth--;
    }

    /** Characters of text, or elements of lists, that are about to be made. */
    void make(long size) {
        characters += size;
        if (characters > MOST_CHARACTERS || size < 0) {
            throw TemplateFailure.of("it makes more than %,d characters", MOST_CHARACTERS);
        }
    }

    /** A value that was looked at; whatever is done with it takes time by its length. */
    void read(Object value) {
        read += value instanceof String text ? text.length() : value instanceof Collection<?> items ? items.size() : 1;
        if (read > MOST_READ) {
            throw TemplateFailure.of("it reads more than %,d characters", MOST_READ);
        }
    }

    /** A list or map that was put together, with all that it holds, however often it holds the same. */
    <T> T made(T value) {
        make(1);
        if (value instanceof String text) {
            make(text.length());
        } else if (value instanceof List<?> list) {
            list.forEach(this::made);
        } else if (value instanceof Map<?, ?> map) {
            map.values().forEach(this::made);
        }
        return value;
    }

    void at(int statementLine) {
        line = statementLine;
    }

    int line() {
        return line;
    }
}
