package org.waggle.executor.task;

/** What becomes of rows that can't be used. */
public enum Unfit {
    /** They are left out and counted. */
    DROP,
    /** The first one stops the command, by name. */
    REFUSE
}
