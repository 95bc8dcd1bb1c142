package org.waggle.driver.dataset;

/** A row that makes no problem, and why. */
final class BadRow extends Exception {
    private static final long serialVersionUID = 1;

    private final String reason;

    BadRow(String format, Object... arguments) {
        super(null, null, false, false);
        this.reason = format.formatted(arguments);
    }

    /** What is wrong with the row, such as {@code column 'answer' is null}. */
    String reason() {
        return reason;
    }
}
