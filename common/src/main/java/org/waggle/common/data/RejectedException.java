package org.waggle.common.data;

/** Something that another node shared is refused: expected, counted, and never the end of a run. */
public final class RejectedException extends Exception {
    private final Rejection reason;

    /**
     * A refusal.
     *
     * @param detail what was found, for a person
     */
    public RejectedException(Rejection reason, String detail) {
        super(reason.label() + ": " + detail);
        this.reason = reason;
    }

    /** Refuses unless a condition holds. */
    public static void unless(boolean condition, Rejection reason, String detail) throws RejectedException {
        if (!condition) {
            throw new RejectedException(reason, detail);
        }
    }

    /** Why. */
    public Rejection reason() {
        return reason;
    }
}
