package org.waggle.common.spi;

import org.waggle.common.data.Problem;

/** A {@link Task} that can tell whether a stranger's problem is one of its kind, with the right answer. */
public interface Verifiable {
    /**
     * Looks at a problem that somebody else made. Never fails, whatever the problem holds, and takes time and memory
     * within bounds of the task's own.
     *
     * @param problem question in {@link Problem#prompt}, answer, and what its maker noted in {@link Problem#extra}; its
     *     identity and chat are not looked at
     */
    Verdict verify(Problem problem);

    /** What was found. */
    sealed interface Verdict {
        /**
         * The problem is sound.
         *
         * @param own the same problem as this task would have made it: to be used in place of the stranger's
         */
        record Sound(Problem own) implements Verdict {}

        /**
         * The problem is not to be used.
         *
         * @param reason {@code unknown-task}, {@code too-long}, {@code metadata}, {@code question} or {@code answer}:
         *     what can't be trusted
         */
        record Refused(String reason) implements Verdict {}
    }
}
