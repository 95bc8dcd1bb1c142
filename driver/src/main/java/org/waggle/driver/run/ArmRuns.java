package org.waggle.driver.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileUtil;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.waggle.common.checkpoint.CheckpointStore;
import org.waggle.common.checkpoint.RunFolder;
import org.waggle.common.checkpoint.Storage;
import org.waggle.common.failure.FailureKind;
import org.waggle.common.failure.RunException;
import org.waggle.common.recipe.Recipe;
import org.waggle.common.recipe.RecipeWriter;
import org.waggle.driver.compare.Arm;
import org.waggle.driver.compare.ArmResult;
import org.waggle.driver.compare.ArmRunner;
import org.waggle.driver.metrics.MetricsLine;
import org.waggle.driver.stage.StopSignal;

/**
 * Runs arms of a comparison, each in a folder of its own, and goes on with those that were begun before. Arms whose
 * first phase is the same to the letter, seed included, share one run of it and branch off from its checkpoint.
 */
public final class ArmRuns implements ArmRunner {
    private static final String COUNT = "completions/count";
    private static final String SECONDS = "time/step";
    private static final double MINUTE = 60;
    private static final String HALF = ".half-a-copy";

    private final JavaSparkContext spark;
    private final Path root;
    private final Arms arms;
    private final RecipeWriter writer;
    private final Screen screen;
    private final Storage storage;

    /** What an arm's recipe is with a seed. */
    @FunctionalInterface
    public interface Arms {
        /** The recipe of an arm. */
        Recipe recipe(Arm arm, long seed);
    }

    /**
     * Runs arms below a folder.
     *
     * @param metric name of the metric in a line
     * @param columns names of other numbers in lines
     */
    public record Target(Path root, String metric, List<String> columns) {
        /** Copies the list. */
        public Target {
            columns = List.copyOf(columns);
        }
    }

    private final String metric;
    private final List<String> columns;

    /** A runner of arms. */
    public ArmRuns(JavaSparkContext spark, Target target, Arms arms, RecipeWriter writer, Screen screen) {
        this.spark = spark;
        this.root = target.root();
        this.metric = target.metric();
        this.columns = target.columns();
        this.arms = arms;
        this.writer = writer;
        this.screen = screen;
        this.storage = new Storage(spark.hadoopConfiguration());
    }

    @Override
    public ArmResult run(Arm arm, long seed) {
        Recipe recipe = arms.recipe(arm, seed);
        RunFolder folder = new RunFolder(new Path(root, "%s-seed-%d".formatted(arm.name(), seed)));
        screen.out().println("arm %s, seed %d: %s".formatted(arm.name(), seed, Storage.shown(folder.root())));
        if (!storage.exists(folder.recipe())) {
            branch(recipe, folder);
        }
        requireSame(recipe, folder);
        List<MetricsLine> lines = train(recipe, folder);
        double seconds = lines.stream()
                .mapToDouble(line -> line.number(SECONDS).orElse(0))
                .sum();
        return new ArmResult(
                arm.name(),
                seed,
                ArmResult.curve(lines, metric, line -> (long) line.number(COUNT).orElse(0)),
                seconds / MINUTE,
                columns.stream().map(name -> ArmResult.column(lines, name)).toList());
    }

    /** Results of another recipe must not pass for this one's. */
    private void requireSame(Recipe recipe, RunFolder folder) {
        String stored = new String(storage.read(folder.recipe()), StandardCharsets.UTF_8);
        if (!stored.equals(writer.write(recipe))) {
            throw RunException.input(
                    "Cannot go on in %s: its recipe differs from the arm's (remove that folder, or choose another --run)",
                    Storage.shown(folder.root()));
        }
    }

    private List<MetricsLine> train(Recipe recipe, RunFolder folder) {
        return new TrainingRun(spark, recipe, folder, screen, StopSignal.never())
                .run()
                .lines();
    }

    /**
     * Begins an arm's run where the shared first phase ended; the recipe is written last, so a half copy is no run. The
     * mark of a half copy says that it is ours to delete.
     */
    private void branch(Recipe recipe, RunFolder folder) {
        Path mark = new Path(folder.root(), HALF);
        if (!storage.exists(mark) && !storage.list(folder.root()).isEmpty()) {
            throw RunException.input(
                    "Cannot start in %s: it is not empty (remove that folder, or choose another --run)",
                    Storage.shown(folder.root()));
        }
        storage.delete(folder.root());
        storage.makeFolder(folder.root());
        storage.replace(mark, new byte[0]);
        if (recipe.phases().size() > 1) {
            Recipe first = firstPhase(recipe);
            RunFolder shared =
                    new RunFolder(new Path(root, "warm-up-" + writer.hash(first).substring(0, 12)));
            if (!storage.exists(shared.recipe())) {
                TrainingRun.prepare(spark, first, shared.root(), writer.write(first));
            }
            train(first, shared);
            copy(shared.metrics(), folder.metrics());
            copyFolder(shared.ledger(), folder.ledger());
            copyFolder(shared.data(), folder.data());
            copyFolder(newest(shared), newestIn(folder, shared));
        }
        storage.replace(folder.recipe(), writer.write(recipe).getBytes(StandardCharsets.UTF_8));
        storage.delete(mark);
    }

    private Path newest(RunFolder run) {
        CheckpointStore store = new CheckpointStore(storage, run.checkpoints());
        return store.folder(store.latest().orElseThrow().step());
    }

    private Path newestIn(RunFolder folder, RunFolder shared) {
        return new Path(folder.checkpoints(), newest(shared).getName());
    }

    private static Recipe firstPhase(Recipe recipe) {
        return recipe.with("warm-up", recipe.phases().subList(0, 1));
    }

    private void copyFolder(Path from, Path to) {
        for (FileStatus status : storage.list(from)) {
            Path target = new Path(to, status.getPath().getName());
            if (status.isDirectory()) {
                copyFolder(status.getPath(), target);
            } else {
                copy(status.getPath(), target);
            }
        }
    }

    private void copy(Path from, Path to) {
        try {
            storage.makeFolder(to.getParent());
            FileUtil.copy(storage.fileSystem(from), from, storage.fileSystem(to), to, false, storage.configuration());
        } catch (IOException e) {
            throw new RunException(
                    FailureKind.RESOURCE, "Cannot copy %s to %s: %s".formatted(from, to, e.getMessage()), e);
        }
    }
}
