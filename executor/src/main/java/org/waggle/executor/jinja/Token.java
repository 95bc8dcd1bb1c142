package org.waggle.executor.jinja;

/**
 * A piece of a template.
 *
 * @param kind what it is
 * @param text its characters; for a string those that it stands for
 * @param line line of the template, from 1
 */
record Token(Kind kind, String text, int line) {
    enum Kind {
        TEXT,
        BLOCK_BEGIN,
        BLOCK_END,
        VARIABLE_BEGIN,
        VARIABLE_END,
        NAME,
        STRING,
        INTEGER,
        FLOAT,
        OPERATOR,
        END
    }

    boolean is(Kind wanted, String content) {
        return kind == wanted && text.equals(content);
    }

    /** As a message shows it. */
    String shown() {
        return switch (kind) {
            case END -> "the end of the template";
            case BLOCK_END -> "%}";
            case VARIABLE_END -> "}}";
            default -> "'" + text + "'";
        };
    }
}
