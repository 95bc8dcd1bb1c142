package org.waggle.common.failure;

/** Who has to act on a failure, and the exit code that says so. */
public enum FailureKind {
    /** The user: a command, a recipe, data or a component of theirs is wrong. */
    INPUT(2),
    /** The user: the numbers of the training went wrong (NaN, infinity). */
    NUMERIC(3),
    /** The cluster or machine lacks something: memory, disk, a native library. */
    RESOURCE(4),
    /** Another driver holds the run folder. */
    FENCED(5),
    /** Executors were lost with state that nobody else holds; the run goes on from its checkpoint. */
    LOST(6),
    /** A defect in Waggle. */
    INTERNAL(70),
    /** Nobody: SIGTERM ended the run; it goes on from its checkpoint. */
    STOPPED(143);

    private final int exitCode;

    FailureKind(int exitCode) {
        this.exitCode = exitCode;
    }

    /** Exit code of the process. */
    public int exitCode() {
        return exitCode;
    }
}
