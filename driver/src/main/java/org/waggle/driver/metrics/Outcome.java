package org.waggle.driver.metrics;

import java.util.List;
import java.util.Optional;

/**
 * Accuracy before and after reinforcement learning, or as far as it was measured.
 *
 * @param before the last evaluation of the run's first phase; of a run with one phase its first evaluation
 * @param after the last evaluation of the run
 */
public record Outcome(Point before, Point after) {
    /**
     * One evaluation.
     *
     * @param step global step after which it was made
     * @param phase name of that step's phase
     * @param accuracy what it found
     */
    public record Point(int step, String phase, Accuracy accuracy) {
        /** Like {@code 0.47 ± 0.03 at step 60 (sft)}. */
        public String text() {
            return accuracy.text() + " at step " + step + " (" + phase + ")";
        }
    }

    /**
     * The outcome of a run, or of its first node if it has several; empty if there are fewer than two evaluations.
     *
     * @param lines all lines of the run, in order
     */
    public static Optional<Outcome> of(List<MetricsLine> lines) {
        List<Point> points = lines.stream()
                .filter(line -> line.node().equals(lines.get(0).node()))
                .flatMap(line -> point(line).stream())
                .toList();
        if (points.size() < 2) {
            return Optional.empty();
        }
        Point last = points.get(points.size() - 1);
        String firstPhase = lines.get(0).phase();
        Point before = points.stream()
                .filter(point -> point.phase().equals(firstPhase))
                .reduce((earlier, later) -> later)
                .filter(point -> point.step() < last.step())
                .orElse(points.get(0));
        return Optional.of(new Outcome(before, last));
    }

    private static Optional<Point> point(MetricsLine line) {
        return line.accuracy().map(accuracy -> new Point(line.step(), line.phase(), accuracy));
    }
}
