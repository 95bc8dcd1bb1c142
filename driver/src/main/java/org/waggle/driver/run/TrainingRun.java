package org.waggle.driver.run;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.waggle.common.checkpoint.CheckpointStore;
import org.waggle.common.checkpoint.JsonLinesLog;
import org.waggle.common.checkpoint.Lease;
import org.waggle.common.checkpoint.Manifest;
import org.waggle.common.checkpoint.RunFolder;
import org.waggle.common.checkpoint.Storage;
import org.waggle.common.data.Seed;
import org.waggle.common.data.Split;
import org.waggle.common.failure.FailureKind;
import org.waggle.common.failure.RunException;
import org.waggle.common.recipe.ExchangeRecipe;
import org.waggle.common.recipe.Objection;
import org.waggle.common.recipe.PhaseRecipe;
import org.waggle.common.recipe.Recipe;
import org.waggle.driver.dataset.Arrivals;
import org.waggle.driver.dataset.Datasets;
import org.waggle.driver.loop.Learner;
import org.waggle.driver.loop.OtherJobs;
import org.waggle.driver.loop.OwnNodes;
import org.waggle.driver.loop.Peers;
import org.waggle.driver.loop.Phases;
import org.waggle.driver.loop.SwarmExchange;
import org.waggle.driver.loop.TrainingLoop;
import org.waggle.driver.metrics.MetricsLine;
import org.waggle.driver.plan.Schedule;
import org.waggle.driver.progress.ClosingSummary;
import org.waggle.driver.progress.ClosingSummary.Effort;
import org.waggle.driver.progress.ProgressDisplay;
import org.waggle.driver.progress.ProgressDisplay.Progress;
import org.waggle.driver.progress.Shell;
import org.waggle.driver.stage.CompanyStage;
import org.waggle.driver.stage.EvaluationStage;
import org.waggle.driver.stage.GpuStage;
import org.waggle.driver.stage.Placement;
import org.waggle.driver.stage.PrecisionStage;
import org.waggle.driver.stage.RunContext;
import org.waggle.driver.stage.SampleStore;
import org.waggle.driver.stage.StopSignal;
import org.waggle.driver.state.Policies;
import org.waggle.executor.policy.ModelSpec;
import org.waggle.executor.task.Dataset;

/**
 * A run in its folder: begins it or goes on with it, and leaves recipe, metrics, samples, checkpoints and report there.
 */
public final class TrainingRun {
    private final JavaSparkContext spark;
    private final Recipe recipe;
    private final RunFolder folder;
    private final Storage storage;
    private final Screen screen;
    private final StopSignal stop;
    private int begunAfter = -1;

    /**
     * A run.
     *
     * @param folder its folder, which holds the recipe
     * @param stop may end it before its end
     */
    public TrainingRun(JavaSparkContext spark, Recipe recipe, RunFolder folder, Screen screen, StopSignal stop) {
        this.spark = spark;
        this.recipe = recipe;
        this.folder = folder;
        this.storage = new Storage(spark.hadoopConfiguration());
        this.screen = screen;
        this.stop = stop;
    }

    /**
     * Opens a recipe's models and gives them its first problems, without anything being written; problems from files
     * are looked at when they are read.
     *
     * @return what they can't take
     * @throws RunException if a model can't be opened
     */
    public static Optional<Objection> tried(Recipe recipe, Storage storage) {
        List<Model> models = Models.ofNodes(recipe, storage);
        if (recipe.task() instanceof Dataset) {
            return Optional.empty();
        }
        return models.stream()
                .map(Model::spec)
                .filter(spec -> !(recipe.node(spec.name()).task() instanceof Dataset))
                .flatMap(spec -> new FirstProblems(recipe, recipe.node(spec.name()), spec).objection().stream())
                .findFirst();
    }

    /**
     * Makes the folder of a new run, reads the task's files into it, and writes the resolved recipe, which makes it a
     * run: what can't start leaves none behind.
     */
    public static RunFolder prepare(JavaSparkContext spark, Recipe recipe, Path root, String recipeYaml) {
        return new Preparation(spark, recipe, recipeYaml).of(root);
    }

    /**
     * As {@link #prepare(JavaSparkContext, Recipe, Path, String)}, for a run of a series.
     *
     * @param arrivals its data
     * @param minProblems number of training problems that they must have
     * @return nothing if they have fewer; there is no run then
     */
    public static Optional<RunFolder> prepare(
            JavaSparkContext spark, Recipe recipe, Path root, String recipeYaml, Arrivals arrivals, int minProblems) {
        return new Preparation(spark, recipe, recipeYaml).of(root, arrivals, minProblems);
    }

    static Recipe opened(JavaSparkContext spark, Recipe recipe, RunFolder folder, Consumer<String> told) {
        Storage storage = new Storage(spark.hadoopConfiguration());
        List<Model> models = Models.ofNodes(recipe, storage);
        Recipe opened = Datasets.opened(spark, recipe, models.get(0).spec(), folder.data(), told);
        for (Model model : models) {
            ModelSpec node = model.spec();
            if (opened.node(node.name()).task() instanceof Dataset own) {
                opened = opened.with(
                        node.name(),
                        Datasets.opened(spark, own, node, folder.data().suffix("-" + node.name()), told));
            }
        }
        return opened;
    }

    /**
     * A run at its end.
     *
     * @param summary what a person reads
     * @param lines metrics of all its steps
     */
    public record Finished(String summary, List<MetricsLine> lines) {
        /** Copies the lines. */
        public Finished {
            lines = List.copyOf(lines);
        }
    }

    /** As {@link #run(Lease)}, with the right to write into the folder taken at once. */
    public Finished run() {
        try (Lease lease = Lease.acquire(storage, folder.lease())) {
            return run(lease);
        }
    }

    /**
     * Runs to the end, from the newest intact checkpoint if there is one; back from it when executors are lost with
     * more than Spark can compute again.
     *
     * @param lease the right to write into the folder; stays the caller's
     * @throws RunException of kind LOST if that happens again and again, of kind STOPPED if that was wished
     */
    public Finished run(Lease lease) {
        Instant start = Instant.now();
        CheckpointStore store = new CheckpointStore(storage, folder.checkpoints());
        Recovery recovery =
                new Recovery(spark, screen, Storage.shown(folder.root()), () -> newest(store), () -> lastStep());
        try {
            return recovery.run(() -> attempt(lease, store, start));
        } catch (Exception e) {
            // Among them checked exceptions, which Scala doesn't declare.
            if (stop.isRequested() && !stop.isCommitted()) {
                throw stopped(newest(store), e);
            }
            throw e;
        }
    }

    private static int newest(CheckpointStore store) {
        return store.latest().map(Manifest::step).orElse(0);
    }

    private int lastStep() {
        List<MetricsLine> lines = Reports.lines(storage, folder);
        return lines.isEmpty() ? 0 : lines.get(lines.size() - 1).step();
    }

    private RunException stopped(int checkpoint, Exception cause) {
        return new RunException(
                FailureKind.STOPPED,
                "Stopped %s (go on with: %s)"
                        .formatted(
                                checkpoint == 0
                                        ? "before the first checkpoint"
                                        : "with a checkpoint after step " + checkpoint,
                                Shell.line(Stream.of("./waggle", "train", "--resume", Storage.shown(folder.root())))),
                cause);
    }

    private Finished attempt(Lease lease, CheckpointStore store, Instant start) {
        // What was begun before is given up.
        stop.release();
        try (Session session = session()) {
            RunCheckpoints checkpoints =
                    new RunCheckpoints(session.context(), folder, storage, session.checkpoint(), lease);
            Manifest manifest = store.latestIntact(screen::warn).orElse(null);
            int finished = manifest == null ? 0 : manifest.step();
            requireSteps(finished);
            begunAfter = begunAfter < 0 ? finished : begunAfter;
            screen.say(opening(session, finished));
            tellPlacement(session);
            warnOfSampling(session, finished);
            Policies policies = manifest == null ? fresh(session, checkpoints) : checkpoints.restore(manifest);
            List<MetricsLine> lines = train(session, checkpoints, policies, finished);
            Reports.write(storage, folder, lines);
            return new Finished(
                    summary(
                            session,
                            checkpoints,
                            lines,
                            new Effort(recipe.totalSteps() - begunAfter, Duration.between(start, Instant.now()))),
                    lines);
        }
    }

    private Session session() {
        return Session.open(spark, opened(spark, recipe, folder, screen::say), Models.ofNodes(recipe, storage), stop);
    }

    private void requireSteps(int finished) {
        if (finished > recipe.totalSteps()) {
            throw RunException.input(
                    "Cannot resume %s: its checkpoint is after step %d, its recipe has %d steps (put the run's recipe.yaml back as it was)",
                    Storage.shown(folder.root()), finished, recipe.totalSteps());
        }
    }

    private void tellPlacement(Session session) {
        String told = Placement.on(spark.getConf(), recipe.engine().placement()).told();
        screen.say(told);
        storage.replace(folder.placement(), told.getBytes(StandardCharsets.UTF_8));
        hint(GpuStage.onExecutor(session.context()));
        hint(PrecisionStage.onExecutor(session.context()));
    }

    private void warnOfSampling(Session session, int finished) {
        boolean samples = !recipe.evaluators().isEmpty()
                || recipe.phases().stream().anyMatch(phase -> phase instanceof PhaseRecipe.Reinforcement);
        if (samples && finished < recipe.totalSteps()) {
            hint(CompanyStage.onExecutor(session.context()));
        }
    }

    private void hint(String warning) {
        if (!warning.isEmpty()) {
            screen.say("hint: " + warning);
        }
    }

    private String opening(Session session, int finished) {
        long parameters = session.models().stream()
                .mapToLong(model -> model.spec().parameters())
                .sum();
        String ui = spark.sc().uiWebUrl().isDefined()
                ? ", Spark UI " + spark.sc().uiWebUrl().get()
                : "";
        return "%s: %,d parameters, %s %,d steps, folder %s%s"
                .formatted(
                        recipe.name(),
                        parameters,
                        finished == 0 ? "all" : "going on after step %,d of".formatted(finished),
                        recipe.totalSteps(),
                        Storage.shown(folder.root()),
                        ui);
    }

    private Policies fresh(Session session, RunCheckpoints checkpoints) {
        checkpoints.ledger().cutAfter(0);
        return session.initial()
                .fresh(session.models().stream().map(Model::weights).toList());
    }

    private List<MetricsLine> train(Session session, RunCheckpoints checkpoints, Policies policies, int finished) {
        Schedule schedule = new Schedule(recipe);
        SampleStore store = new SampleStore(session.context(), folder.rollouts(), session.storage());
        store.cutAfter(finished);
        try (JsonLinesLog log = JsonLinesLog.resume(storage, folder.metrics(), finished);
                Memory memory = Memory.watched();
                ProgressDisplay display = ProgressDisplay.on(
                        screen.surface(),
                        screen.out(),
                        new Progress(finished, schedule.size()),
                        InstantSource.system());
                Peers peers = peers(session.context(), finished, display)) {
            RunJournal journal = new RunJournal(
                    session.context().recipe(),
                    new RunJournal.Instruments(
                            new EvaluationStage(session.context()),
                            session.clock(),
                            log,
                            display,
                            checkpoints,
                            memory,
                            stop),
                    Reports.lines(storage, folder));
            Phases phases = new Phases(
                    session.context(),
                    session.initial(),
                    session.update(),
                    store,
                    new SwarmExchange(session.context(), journal, peers));
            TrainingLoop loop =
                    new TrainingLoop(schedule, phases, new Learner(session.context(), session.update()), journal);
            run(loop, policies, finished, journal);
            return journal.lines();
        }
    }

    private Peers peers(RunContext context, int finished, ProgressDisplay display) {
        return recipe.exchange() instanceof ExchangeRecipe.Meet meet
                ? OtherJobs.join(context, meet, folder, finished, display::say)
                : new OwnNodes(context);
    }

    /** What ends the loop because that is wished leaves a whole state behind. */
    private void run(TrainingLoop loop, Policies policies, int finished, RunJournal journal) {
        try {
            loop.run(policies, finished);
        } catch (Exception e) {
            if (stop.isRequested() && !stop.isCommitted()) {
                journal.save();
            }
            throw e;
        }
    }

    private String summary(Session session, RunCheckpoints checkpoints, List<MetricsLine> lines, Effort effort) {
        Split split = session.context().recipe().task().size(Split.HELD_OUT) > 0 ? Split.HELD_OUT : Split.TRAIN;
        String example = session.context()
                .task()
                .ask(
                        "problem 0",
                        it -> it.problem(new Seed(recipe.seed()), split, 0).prompt());
        return new ClosingSummary(
                        recipe.name(),
                        Storage.shown(folder.root()),
                        Storage.shown(checkpoints.model(recipe.totalSteps())),
                        lines,
                        effort,
                        example)
                .text();
    }
}
