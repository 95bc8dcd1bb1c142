package org.waggle.common.data;

/** What a task says of a problem that somebody claims to have from it. */
public enum Verdict {
    /** One of its training problems, whole: question, answer and all that rewards want. */
    SOUND,
    /** None of its problems: another question, or another answer. */
    WRONG,
    /** One of its held-out problems. */
    HELD_OUT,
    /** It can't tell. */
    UNVERIFIABLE
}
