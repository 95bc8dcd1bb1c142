package org.waggle.driver.progress;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressState;
import org.apache.hadoop.util.ShutdownHookManager;
import org.jline.utils.Signals;
import org.jspecify.annotations.Nullable;

/** A bar in the last line of a terminal, whose time left counts down between steps. */
final class BarDisplay extends ProgressDisplay {
    private static final int REFRESH_MILLIS = 500;
    private static final int INTERRUPTED = 130;

    private final PrintStream out;
    private final InstantSource clock;
    private final BarLine line;
    private final ProgressBar bar;
    private volatile @Nullable Drawn drawn;

    private record Drawn(StepView view, Instant when) {}

    BarDisplay(PrintStream out, Progress progress, InstantSource clock) {
        super(progress, clock);
        this.out = out;
        this.clock = clock;
        this.line = new BarLine(out, ShutdownHookManager.get()::isShutdownInProgress);
        this.bar = new ProgressBarBuilder()
                .setInitialMax(progress.totalSteps())
                .setUpdateIntervalMillis(REFRESH_MILLIS)
                .continuousUpdate()
                .setConsumer(line)
                .setRenderer(this::render)
                .build();
        // The first drawing asks the terminal for its width, which puts Ctrl-C back to what ends a process on the spot.
        bar.refresh();
        Signals.register("INT", () -> System.exit(INTERRUPTED));
    }

    private String render(ProgressState state, int width) {
        Drawn last = drawn;
        return last == null
                ? "starting".substring(0, Math.min(width, "starting".length()))
                : last.view.after(Duration.between(last.when, clock.instant())).bar(width);
    }

    @Override
    void draw(StepView view) {
        drawn = new Drawn(view, clock.instant());
        bar.stepTo(view.line().step());
        bar.refresh();
    }

    /** One call, so that the thread that redraws the bar can't come between; the escape clears the bar's line. */
    @Override
    public void say(String text) {
        out.print("\r\033[K" + text + System.lineSeparator());
        bar.refresh();
    }

    @Override
    public void close() {
        bar.close();
        line.end();
    }
}
