package org.waggle.driver.doctor;

/**
 * One thing that was looked at.
 *
 * @param verdict whether a run can do with it
 * @param subject what was looked at: {@code java}, {@code libtorch}
 * @param place where: {@code driver}, {@code executor 3 (host)}, {@code cluster}
 * @param found what is there
 * @param remedy what to do; empty where all is well
 */
public record Finding(Verdict verdict, String subject, String place, String found, String remedy) {
    /** Whether a run can do with what was found. */
    public enum Verdict {
        /** It can. */
        OK,
        /** It can, but worse than it might. */
        WARNING,
        /** It can't. */
        FAILED
    }

    /** All is well. */
    static Finding ok(String subject, String place, String found) {
        return new Finding(Verdict.OK, subject, place, found, "");
    }

    /** A run would work, but worse than it might. */
    static Finding warning(String subject, String place, String found, String remedy) {
        return new Finding(Verdict.WARNING, subject, place, found, remedy);
    }

    /** A run would fail. */
    static Finding failed(String subject, String place, String found, String remedy) {
        return new Finding(Verdict.FAILED, subject, place, found, remedy);
    }
}
