package org.waggle.common.data;

/** What a task says of a problem that somebody claims to have from it. */
public sealed interface Verdict {
    /**
     * One of its training problems.
     *
     * @param own the problem as this task makes it, to be used in place of the stranger's
     */
    record Sound(Problem own) implements Verdict {}

    /**
     * Not to be used.
     *
     * @param reason {@link Rejection#WRONG}, {@link Rejection#HELD_OUT} or {@link Rejection#UNVERIFIABLE}
     * @param detail what isn't as it should be, for a person
     */
    record Refused(Rejection reason, String detail) implements Verdict {}
}
