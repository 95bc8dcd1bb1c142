package org.waggle.common.failure;

import java.util.Arrays;

/** The one exception of Waggle: a message for a person that says what, where and what to do, and who has to act. */
public final class RunException extends RuntimeException {
    private final FailureKind kind;

    /** A failure with a message of one sentence. */
    public RunException(FailureKind kind, String message) {
        super(message);
        this.kind = kind;
    }

    /** A failure with the exception that led to it. */
    public RunException(FailureKind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    /** Bad input of the user; texts among the arguments become one line. */
    public static RunException input(String format, Object... arguments) {
        Object[] shown = Arrays.stream(arguments)
                .map(argument -> argument instanceof Number ? argument : OneLine.of(argument))
                .toArray();
        return new RunException(FailureKind.INPUT, format.formatted(shown));
    }

    /** Who has to act. */
    public FailureKind kind() {
        return kind;
    }
}
