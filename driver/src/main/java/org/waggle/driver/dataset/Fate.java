package org.waggle.driver.dataset;

/** What became of a row. */
enum Fate {
    /** It is a problem of the training split. */
    TRAIN("to train on"),
    /** It is a problem of the held-out split. */
    HELD_OUT("held out"),
    /** It says the same as another row. */
    DUPLICATE("said twice"),
    /** It is among the training files, but its question is held out by other files. */
    IN_HELD_OUT("dropped as held out elsewhere"),
    /** It has more tokens than are allowed. */
    TOO_LONG("dropped as too long"),
    /** It makes no problem. */
    INVALID("dropped as invalid");

    private final String text;

    Fate(String text) {
        this.text = text;
    }

    /** How a person is told. */
    String text() {
        return text;
    }

    /** Whether it is a problem of the snapshot. */
    boolean isKept() {
        return this == TRAIN || this == HELD_OUT;
    }
}
