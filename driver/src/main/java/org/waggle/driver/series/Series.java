package org.waggle.driver.series;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.waggle.common.checkpoint.CheckpointStore;
import org.waggle.common.checkpoint.Lease;
import org.waggle.common.checkpoint.Manifest;
import org.waggle.common.checkpoint.RunFolder;
import org.waggle.common.checkpoint.SeriesFolder;
import org.waggle.common.checkpoint.Storage;
import org.waggle.common.failure.FailureKind;
import org.waggle.common.failure.RunException;
import org.waggle.common.recipe.Recipe;
import org.waggle.driver.metrics.MetricsLine;
import org.waggle.driver.run.Reports;
import org.waggle.driver.run.Screen;
import org.waggle.driver.run.TrainingRun;
import org.waggle.driver.stage.StopSignal;

/**
 * A recipe that is run again and again. Each call makes one run, or goes on with one that was begun, and may be killed
 * at any moment: a run is closed by the file that says how it has ended, and what follows from that file is done again.
 */
public final class Series {
    private final JavaSparkContext spark;
    private final SeriesFolder folder;
    private final Recipe recipe;
    private final RecipeTexts texts;
    private final Screen screen;
    private final Storage storage;
    private final StopSignal training;
    private volatile boolean stopped;

    /**
     * A series.
     *
     * @param recipe what its next run does
     */
    public Series(JavaSparkContext spark, SeriesFolder folder, Recipe recipe, RecipeTexts texts, Screen screen) {
        this.spark = spark;
        this.folder = folder;
        this.recipe = recipe;
        this.texts = texts;
        this.screen = screen;
        this.storage = new Storage(spark.hadoopConfiguration());
        this.training = new StopSignal(spark.sc()::cancelAllJobs);
    }

    /** Ends the call from another thread; the next one goes on. */
    public void stop() {
        stopped = true;
        training.request();
    }

    /**
     * Makes the next run, or ends the one that was begun.
     *
     * @param now files changed later are left for the next run
     * @param right to write into the series' folder; stays the caller's
     * @param leases takes the right to write into a run's folder
     * @throws RunException of kind {@link FailureKind#STOPPED} after {@link #stop}
     */
    public Outcome next(Instant now, Lease right, BiFunction<Storage, Path, Lease> leases) {
        RecipeTexts.settings(recipe);
        try {
            right.check();
            History history = History.of(storage, folder);
            history.promoted().ifPresent(this::point);
            Optional<Outcome> nothing = history.open().isPresent()
                    ? Optional.empty()
                    : new NextRun(spark, recipe, texts, history).begin(now);
            if (nothing.isEmpty()) {
                finish(history, history.open().orElse(history.next()), leases);
            }
            right.check();
            Outcome outcome = nothing.orElseGet(this::settled);
            outcome.write(storage, folder.outcome());
            return outcome;
        } catch (Exception e) {
            // Among them checked exceptions, which Scala doesn't declare.
            if (stopped && !(e instanceof RunException known && known.kind() == FailureKind.STOPPED)) {
                throw new RunException(FailureKind.STOPPED, "Stopped (go on with the same command)", e);
            }
            throw e;
        }
    }

    private void finish(History history, int number, BiFunction<Storage, Path, Lease> leases) {
        RunFolder run = folder.run(number);
        Recipe own = texts.reader().apply(run.recipe());
        try (Lease lease = leases.apply(storage, run.lease())) {
            train(run, own, lease);
            Outcome outcome = new Judge(spark, recipe, own, history).of(number);
            lease.check();
            outcome.write(storage, folder.outcome(number));
        }
    }

    /** The last run's outcome, after what follows from the runs that are closed. */
    private Outcome settled() {
        History closed = History.of(storage, folder);
        closed.promoted().ifPresent(this::point);
        prune(closed);
        return closed.last().orElseThrow();
    }

    private void train(RunFolder run, Recipe own, Lease lease) {
        Duration limit = Duration.ofMinutes(RecipeTexts.settings(own).maxMinutes());
        Duration left = limit.minus(spent(run));
        if (!limit.isZero() && left.isNegative() && isSaved(run)) {
            return;
        }
        try (TimeLimit clock = limit.isZero()
                ? TimeLimit.none()
                : new TimeLimit(left, training, () -> !lines(run).isEmpty())) {
            train(run, own, lease, clock);
        }
    }

    private void train(RunFolder run, Recipe own, Lease lease, TimeLimit clock) {
        try {
            new TrainingRun(spark, own, run, screen, training).run(lease);
        } catch (RunException e) {
            if (e.kind() != FailureKind.STOPPED || stopped || !clock.isOver()) {
                throw e;
            }
            Reports.write(storage, run, lines(run));
        }
    }

    private Duration spent(RunFolder run) {
        double seconds = lines(run).stream()
                .mapToDouble(line -> line.number("time/step").orElse(0))
                .sum();
        return Duration.ofMillis((long) (1000 * seconds));
    }

    private boolean isSaved(RunFolder run) {
        List<MetricsLine> lines = lines(run);
        int last = lines.isEmpty() ? 0 : lines.get(lines.size() - 1).step();
        return last > 0
                && new CheckpointStore(storage, run.checkpoints())
                                .latest()
                                .map(Manifest::step)
                                .orElse(0)
                        == last;
    }

    private List<MetricsLine> lines(RunFolder run) {
        return Reports.lines(storage, run);
    }

    /** The pointer follows from the runs' outcomes, so a kill between the two does no harm. */
    private void point(Outcome promoted) {
        SeriesFolder.Promoted wanted = promoted.promoted(recipe.phases().get(0).model());
        if (!folder.promoted(storage).equals(Optional.of(wanted))) {
            folder.promote(storage, wanted);
        }
    }

    private void prune(History history) {
        List<Integer> closed = history.closed().stream().map(Outcome::run).toList();
        int keep = RecipeTexts.settings(recipe).keepRuns();
        List<Integer> kept = closed.subList(Math.max(0, closed.size() - keep), closed.size());
        int promoted = history.promoted().map(Outcome::run).orElse(0);
        for (int run : folder.runs(storage)) {
            if (run < kept.get(0) && run != promoted) {
                // First what would make half a folder a run.
                storage.delete(folder.run(run).recipe());
                storage.delete(folder.run(run).root());
            }
        }
    }
}
