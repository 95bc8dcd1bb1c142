package org.waggle.driver.progress;

import java.io.PrintStream;
import java.util.function.BooleanSupplier;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;

/** The line of a terminal that a bar is drawn in, until the process is on its way out: others have the last word. */
final class BarLine extends ConsoleProgressBarConsumer {
    private final BooleanSupplier leaving;

    BarLine(PrintStream out, BooleanSupplier leaving) {
        super(out);
        this.leaving = leaving;
    }

    @Override
    public void accept(String drawn) {
        if (!leaving.getAsBoolean()) {
            super.accept(drawn);
        }
    }

    /** Left to {@link #end}: a bar that is closed before its first tick doesn't come here. */
    @Override
    public void close() {}

    /** Ends the line, so that what follows has one of its own. */
    void end() {
        if (!leaving.getAsBoolean()) {
            super.close();
        }
    }
}
