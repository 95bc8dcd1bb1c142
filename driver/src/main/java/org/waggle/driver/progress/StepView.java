package org.waggle.driver.progress;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.waggle.driver.metrics.Accuracy;
import org.waggle.driver.metrics.MetricsLine;
import org.waggle.driver.metrics.NumberText;

/**
 * What a person sees of a run after a step.
 *
 * @param line the step's metrics
 * @param totalSteps steps of the whole run
 * @param accuracy the newest held-out accuracy, of this step or an earlier one; empty before the first
 * @param left estimated time to the end; empty before it can be told
 */
record StepView(MetricsLine line, int totalSteps, Optional<Accuracy> accuracy, Optional<Duration> left) {
    private static final String GAP = "  ";
    private static final int MIN_BAR = 10;
    private static final int MAX_BAR = 30;
    private static final String EIGHTHS = " ▏▎▍▌▋▊▉";

    /** A line for a log: {@code step 12/40 grpo reward 0.71 eval 0.83 12,345 tok/s left 1m20s}. */
    String text() {
        return "step %d/%d %s".formatted(line.step(), totalSteps, line.phase()) + GAP + String.join(GAP, facts());
    }

    /**
     * One line for a terminal, with a bar that takes the space that is left; the rear is cut if the terminal is too
     * narrow.
     *
     * @param width columns of the terminal
     */
    String bar(int width) {
        String front = line.phase() + " ";
        String rear = " %d/%d".formatted(line.step(), totalSteps) + GAP + String.join(GAP, facts());
        int cells = Math.max(MIN_BAR, Math.min(MAX_BAR, width - front.length() - rear.length() - 2));
        String all = front + "│" + cells(cells) + "│" + rear;
        return all.length() > width ? all.substring(0, width) : all + " ".repeat(width - all.length());
    }

    /** The same view some time later: less time is left. */
    StepView after(Duration passed) {
        return new StepView(line, totalSteps, accuracy, left.map(time -> later(time, passed)));
    }

    private static Duration later(Duration left, Duration passed) {
        return left.compareTo(passed) > 0 ? left.minus(passed) : Duration.ZERO;
    }

    private String cells(int width) {
        int eighths = (int) Math.round(8.0 * width * line.step() / totalSteps);
        int full = Math.min(width, eighths / 8);
        String partial = full < width ? EIGHTHS.substring(eighths % 8, eighths % 8 + 1) : "";
        return "█".repeat(full) + partial + " ".repeat(width - full - partial.length());
    }

    private List<String> facts() {
        List<String> facts = new ArrayList<>();
        OptionalDouble reward = line.number("reward/mean");
        if (reward.isPresent()) {
            facts.add("reward " + NumberText.fixed(reward.getAsDouble(), 2));
        } else {
            line.number("loss").ifPresent(loss -> facts.add("loss " + NumberText.fixed(loss, 3)));
        }
        accuracy.ifPresent(found -> facts.add("eval " + NumberText.fixed(found.value(), 2)));
        line.number("tokens_per_second").ifPresent(speed -> facts.add(NumberText.grouped(speed) + " tok/s"));
        left.ifPresent(time -> facts.add("left " + NumberText.duration(time)));
        return facts;
    }
}
