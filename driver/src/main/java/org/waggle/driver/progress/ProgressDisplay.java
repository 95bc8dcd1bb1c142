package org.waggle.driver.progress;

import java.io.PrintStream;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.waggle.driver.metrics.Accuracy;
import org.waggle.driver.metrics.MetricsLine;

/** Shows how far a run is, after every step; a bar on a terminal, a plain line a step elsewhere. */
public abstract sealed class ProgressDisplay implements AutoCloseable permits BarDisplay, LineDisplay {
    /** Where the output goes. */
    public enum Surface {
        /** A terminal whose line can be drawn anew. */
        TERMINAL,
        /** A file, a pipe or a terminal without such powers. */
        LOG;

        /**
         * What the standard output of this process is; the JDKs that Spark runs on have a console only on a terminal.
         */
        @SuppressWarnings("SystemConsoleNull")
        public static Surface detected() {
            return System.console() != null && !"dumb".equals(System.getenv("TERM")) ? TERMINAL : LOG;
        }
    }

    private final int totalSteps;
    private final InstantSource clock;
    private final Pace pace;
    private @Nullable Accuracy accuracy;

    ProgressDisplay(Progress progress, InstantSource clock) {
        this.totalSteps = progress.totalSteps();
        this.clock = clock;
        this.pace = new Pace(progress.doneSteps(), clock.instant());
    }

    /**
     * Steps of a run.
     *
     * @param doneSteps steps that were done before this process, &gt; 0 after a resume
     * @param totalSteps steps of all phases, &gt;= {@code doneSteps}
     */
    public record Progress(int doneSteps, int totalSteps) {}

    /** A display on that surface; {@link #close} it when the run ends, also when it fails. */
    public static ProgressDisplay on(Surface surface, PrintStream out, Progress progress, InstantSource clock) {
        return switch (surface) {
            case TERMINAL -> new BarDisplay(out, progress, clock);
            case LOG -> new LineDisplay(out, progress, clock);
        };
    }

    /** Shows a step that has ended. */
    public final void show(MetricsLine line) {
        accuracy = line.accuracy().orElse(accuracy);
        pace.ended(line.step(), clock.instant());
        draw(new StepView(line, totalSteps, Optional.ofNullable(accuracy), pace.left(totalSteps)));
    }

    /** Prints a line of text, such as a hint, without damage to the bar. */
    public abstract void say(String text);

    abstract void draw(StepView view);

    /** Leaves the last state on the screen and releases the terminal. */
    @Override
    public abstract void close();
}
