package org.waggle.common.failure;

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

    /** Bad input of the user. */
    public static RunException input(String format, Object... arguments) {
        return new RunException(FailureKind.INPUT, format.formatted(arguments));
    }

    /** Who has to act. */
    public FailureKind kind() {
        return kind;
    }
}
