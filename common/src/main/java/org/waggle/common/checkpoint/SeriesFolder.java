package org.waggle.common.checkpoint;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.waggle.common.failure.RunException;

/**
 * The folder of a series of runs and what lies where in it.
 *
 * @param root the folder, as the user wrote it
 */
public record SeriesFolder(Path root) {
    private static final String RUNS = "runs";
    private static final Pattern RUN = Pattern.compile("\\d{6,9}");

    /** What {@link Lease} keeps: one driver at a time makes the next run. */
    public Path lease() {
        return new Path(root, "lease");
    }

    /** Where the model of a run lies that did not fall behind; {@link Promoted}. */
    public Path promoted() {
        return new Path(root, "promoted.json");
    }

    /** How the last call has ended; one JSON object. */
    public Path outcome() {
        return new Path(root, "outcome.json");
    }

    /**
     * The folder of a run.
     *
     * @param number from 1
     */
    public RunFolder run(int number) {
        return new RunFolder(new Path(root, name(number)));
    }

    /** How files of the series name a run: {@code runs/000012}. */
    public static String name(int number) {
        return "%s/%06d".formatted(RUNS, number);
    }

    /** How a run has ended; there once it has. One JSON object. */
    public Path outcome(int number) {
        return new Path(run(number).root(), "outcome.json");
    }

    /** Numbers of the runs whose folders are there, rising. */
    public List<Integer> runs(Storage storage) {
        return storage.list(new Path(root, RUNS)).stream()
                .filter(FileStatus::isDirectory)
                .map(status -> status.getPath().getName())
                .filter(name -> RUN.matcher(name).matches())
                .map(Integer::valueOf)
                .sorted()
                .toList();
    }

    /**
     * The promoted model.
     *
     * @return nothing as long as no run was promoted
     * @throws RunException if the file is damaged
     */
    public Optional<Promoted> promoted(Storage storage) {
        if (!storage.exists(promoted())) {
            return Optional.empty();
        }
        try {
            return Optional.of(Json.as(Json.parse(storage.read(promoted())), Promoted.class));
        } catch (IOException e) {
            throw RunException.input(
                    "Cannot read %s: it is damaged (remove it: the next scheduled run writes it anew)", promoted());
        }
    }

    /** Makes another model the promoted one, at once and whole. */
    public void promote(Storage storage, Promoted promoted) {
        storage.replace(promoted(), Json.page(promoted));
    }

    /**
     * The promoted model of a series.
     *
     * @param run number of the run
     * @param step step of its checkpoint
     * @param model the model's folder, from the series' folder on
     * @param metric EVALUATOR/METRIC that decided
     * @param score its value
     */
    public record Promoted(int run, int step, String model, String metric, double score) {}
}
