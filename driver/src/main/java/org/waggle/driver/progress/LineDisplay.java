package org.waggle.driver.progress;

import java.io.PrintStream;
import java.time.InstantSource;

/** One plain line a step. */
final class LineDisplay extends ProgressDisplay {
    private final PrintStream out;

    LineDisplay(PrintStream out, Progress progress, InstantSource clock) {
        super(progress, clock);
        this.out = out;
    }

    @Override
    public void say(String text) {
        out.println(text);
    }

    @Override
    void draw(StepView view) {
        out.println(view.text());
    }

    @Override
    public void close() {
        out.flush();
    }
}
