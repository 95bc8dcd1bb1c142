package org.waggle.executor.jinja;

/** Text that a template writes. */
final class Output {
    private final StringBuilder text = new StringBuilder();
    private final Work work;

    Output(Work work) {
        this.work = work;
    }

    void write(String piece) {
        work.make(piece.length());
        text.append(piece);
    }

    String text() {
        return text.toString();
    }
}
