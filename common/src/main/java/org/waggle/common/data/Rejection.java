package org.waggle.common.data;

import java.util.Locale;

/** Why something that another node shared is refused; counted as {@code exchange/rejected/NAME}. */
public enum Rejection {
    /** Longer than the receiver reads. */
    TOO_LARGE,
    /** The store doesn't give it to the receiver: not permitted, or lost. */
    UNREADABLE,
    /** Not a batch file, damaged, or its header isn't what it has to be. */
    ENVELOPE,
    /** A batch file of a version that the receiver doesn't read. */
    VERSION,
    /** Nobody whom the receiver trusts. */
    UNTRUSTED,
    /** Not signed by whom it says. */
    SIGNATURE,
    /** Not where its name belongs, or not what its name says. */
    MISPLACED,
    /** From the future, or too old for its place. */
    CLOCK,
    /** The columns aren't those that the receiver knows, or contradict each other. */
    SCHEMA,
    /** A compressed body: what it would become isn't known before. */
    COMPRESSED,
    /** Too many groups or completions, or none. */
    COUNTS,
    /** A text longer than the receiver reads. */
    LENGTH,
    /** Not UTF-8. */
    UTF_8,
    /** Control characters other than tab and line breaks. */
    CONTROL,
    /** A number that isn't finite, or a log-probability above 0. */
    NUMBERS,
    /** The sender's log-probability is wanted and not there. */
    LOGP_MISSING,
    /** Seen before. */
    REPLAY,
    /** A task that the receiver hasn't. */
    TASK,
    /** A question that none of the receiver's tasks asks, or with another answer. */
    WRONG,
    /** A question that the receiver keeps for its evaluation. */
    HELD_OUT,
    /** A question that the receiver can't verify. */
    UNVERIFIABLE,
    /** No completion, or one without a token. */
    EMPTY,
    /** A prompt that the receiver's model, or its chat template, can't take. */
    PROMPT,
    /** More tokens than the receiver's model takes, or than its own completions may have. */
    TOO_LONG,
    /** The receiver's own rewards fail on it. */
    UNJUDGED,
    /** Text that the receiver's tokenizer doesn't give back as it was. */
    NOT_ENCODABLE;

    /** Its name in metrics and messages, in kebab-case. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
