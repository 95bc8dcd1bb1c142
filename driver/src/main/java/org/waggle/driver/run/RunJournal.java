package org.waggle.driver.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.waggle.common.checkpoint.JsonLinesLog;
import org.waggle.common.checkpoint.LedgerEntry;
import org.waggle.common.checkpoint.Manifest;
import org.waggle.common.data.GroupSummary;
import org.waggle.common.data.Split;
import org.waggle.common.data.WeightedSums;
import org.waggle.common.recipe.NodeRecipe;
import org.waggle.common.recipe.PhaseRecipe;
import org.waggle.common.recipe.Recipe;
import org.waggle.common.spi.Draw;
import org.waggle.driver.hint.Hints;
import org.waggle.driver.loop.History;
import org.waggle.driver.loop.Journal;
import org.waggle.driver.loop.Learner;
import org.waggle.driver.loop.StepMetrics;
import org.waggle.driver.metrics.MetricsLine;
import org.waggle.driver.observe.RunNumbers;
import org.waggle.driver.plan.Experience;
import org.waggle.driver.plan.Step;
import org.waggle.driver.progress.ProgressDisplay;
import org.waggle.driver.spark.StageClock;
import org.waggle.driver.stage.EvaluationStage;
import org.waggle.driver.stage.Measurement;
import org.waggle.driver.stage.StopSignal;
import org.waggle.driver.state.Policies;

/** Writes a run down while it goes on: metrics, hints, progress, evaluations and checkpoints. */
final class RunJournal implements Journal, History {
    private static final String EVAL = "eval/";
    private static final String NODE = "node/";
    private static final double NANOS = 1e9;

    private final Recipe recipe;
    private final EvaluationStage evaluation;
    private final StageClock clock;
    private final JsonLinesLog log;
    private final ProgressDisplay display;
    private final RunCheckpoints checkpoints;
    private final Memory memory;
    private final Hints hints = new Hints();
    private final StopSignal stop;
    private final List<MetricsLine> lines;
    private @Nullable Unsaved unsaved;
    private WeightedSums sums = new WeightedSums();
    private List<Long> versions = new ArrayList<>();
    private long begun;

    /**
     * A journal that goes on after lines of an earlier driver.
     *
     * @param lines what was written before
     */
    RunJournal(Recipe recipe, Instruments instruments, List<MetricsLine> lines) {
        this.recipe = recipe;
        this.evaluation = instruments.evaluation();
        this.clock = instruments.clock();
        this.log = instruments.log();
        this.display = instruments.display();
        this.checkpoints = instruments.checkpoints();
        this.memory = instruments.memory();
        this.stop = instruments.stop();
        this.lines = new ArrayList<>(lines);
        lines.forEach(hints::next);
    }

    /** What a journal measures with and writes to. */
    record Instruments(
            EvaluationStage evaluation,
            StageClock clock,
            JsonLinesLog log,
            ProgressDisplay display,
            RunCheckpoints checkpoints,
            Memory memory,
            StopSignal stop) {}

    /** A finished step that has no checkpoint. */
    private record Unsaved(Step step, Policies policies, OptionalInt best) {}

    /** Saves the last finished step if it has no checkpoint yet; its state must be whole. */
    void save() {
        Unsaved last = unsaved;
        if (last != null) {
            stop.finish();
            checkpoints.publish(checkpoints.draft(last.step(), last.policies()), last.best());
            unsaved = null;
            stop.release();
        }
    }

    /** All lines of the run so far. */
    List<MetricsLine> lines() {
        return List.copyOf(lines);
    }

    @Override
    public void begin(Step step) {
        clock.read();
        begun = System.nanoTime();
        sums = new WeightedSums();
        versions = new ArrayList<>();
    }

    @Override
    public void learned(Learner.Learned learned) {
        sums.add(learned.sums());
        versions.add(learned.policies().version());
    }

    @Override
    public void end(Step step, Experience experience, Policies policies) {
        stop.finish();
        NavigableMap<String, Double> numbers = new TreeMap<>(StepMetrics.of(experience.batch()));
        numbers.putAll(experience.numbers());
        sums.means().forEach(numbers::putIfAbsent);
        sums.maxima().forEach(numbers::putIfAbsent);
        timing(numbers, experience);
        numbers.put("completions/count", completions(experience));
        epochs(step).ifPresent(epochs -> numbers.put("data/epoch", epochs));
        numbers.putAll(memory.resident());
        consumed(step, experience);
        if (isEvaluated(step)) {
            evaluate(step, policies, numbers);
        }
        OptionalInt best = best(step, numbers);
        Optional<Manifest> checkpoint = draft(step, policies, best, numbers);
        numbers.put("time/step", secondsSince(begun));
        write(new MetricsLine(step.number(), step.phase().name(), node(), policies.version(), numbers, List.of()));
        checkpoint.ifPresent(draft -> checkpoints.publish(draft, best));
        unsaved = checkpoint.isPresent() ? null : new Unsaved(step, policies, best);
        stop.release();
        stop.check();
    }

    private String node() {
        SortedMap<String, NodeRecipe> nodes = recipe.allNodes();
        return nodes.size() == 1 ? nodes.firstKey() : MetricsLine.MEAN;
    }

    /** What the step took so far; evaluation and checkpoint come on top. */
    private void timing(SortedMap<String, Double> numbers, Experience experience) {
        double seconds = secondsSince(begun);
        StageClock.Reading reading = clock.read();
        reading.secondsByStage().forEach((stage, time) -> numbers.put("time/" + stage, time));
        numbers.put("time/driver", Math.max(0, seconds - reading.busySeconds()));
        numbers.put("driver/result_bytes", (double) reading.resultBytes());
        numbers.put("tokens_per_second", tokens(experience) / seconds);
        if (!experience.batch().isEmpty()) {
            numbers.put("selected_ratio", selected(experience));
        }
    }

    /** How often the training problems have been gone through; nothing if they never end. */
    private OptionalDouble epochs(Step step) {
        long size = recipe.task().size(Split.TRAIN);
        double taken = step.firstProblem() + step.phase().problemsPerStep();
        return size == Long.MAX_VALUE ? OptionalDouble.empty() : OptionalDouble.of(taken / size);
    }

    private static double completions(Experience experience) {
        return experience.batch().stream()
                .mapToInt(group -> group.samples().size())
                .sum();
    }

    private static double tokens(Experience experience) {
        long trained = experience.plan().totals().stream()
                .mapToLong(total -> total.tokens())
                .sum();
        return experience.batch().isEmpty() ? trained : StepMetrics.tokens(experience.batch());
    }

    private static double selected(Experience experience) {
        double all = 0;
        double picked = 0;
        for (GroupSummary group : experience.batch()) {
            for (var sample : group.samples()) {
                all++;
                picked +=
                        experience.plan().updatesOf(group.id(), sample.sample()).isEmpty() ? 0 : 1;
            }
        }
        return picked / all;
    }

    private void consumed(Step step, Experience experience) {
        experience
                .plan()
                .places()
                .forEach((group, places) -> places.stream()
                        .map(place -> new LedgerEntry(
                                group.node(),
                                group.toString(),
                                place.epoch(),
                                place.miniBatch(),
                                versions.get(place.update()),
                                step.number()))
                        .distinct()
                        .forEach(checkpoints.ledger()::add));
    }

    private static boolean isEvaluated(Step step) {
        int every = step.phase().evaluateEvery();
        return step.isLastOfPhase() || (every > 0 && step.inPhase() % every == 0);
    }

    private void evaluate(Step step, Policies policies, SortedMap<String, Double> numbers) {
        long start = System.nanoTime();
        List<SortedMap<String, Measurement>> nodes = evaluation.run(step.number(), policies);
        put(numbers, EVAL, Measurement.mean(trained(step, nodes)));
        List<String> names = List.copyOf(recipe.allNodes().keySet());
        for (int node = 0; node < names.size() && names.size() > 1; node++) {
            put(numbers, NODE + names.get(node) + "/" + EVAL, nodes.get(node));
        }
        numbers.put("time/evaluate", secondsSince(start));
    }

    /** Of the nodes that train in the step; of all if none does. */
    private <T> List<T> trained(Step step, List<T> ofNodes) {
        List<NodeRecipe> nodes = List.copyOf(recipe.allNodes().values());
        List<T> trained = IntStream.range(0, nodes.size())
                .filter(node -> nodes.get(node).trains(step.phase()))
                .mapToObj(ofNodes::get)
                .toList();
        return trained.isEmpty() ? ofNodes : trained;
    }

    private static void put(SortedMap<String, Double> numbers, String prefix, SortedMap<String, Measurement> measured) {
        measured.forEach((name, measurement) -> {
            numbers.put(prefix + name, measurement.mean());
            numbers.put(prefix + name + "_se", measurement.standardError());
        });
    }

    @Override
    public List<Draw.Round> rounds(PhaseRecipe phase, String node) {
        String own = NODE + node + "/";
        String reward = recipe.allNodes().size() == 1 ? "reward/mean" : own + "reward/mean";
        return lines.stream()
                .filter(line -> line.phase().equals(phase.name()))
                .map(line -> new Draw.Round(line.number(reward).orElse(0), (int)
                        line.number(own + "exchange/wanted").orElse(0)))
                .toList();
    }

    private void write(MetricsLine line) {
        List<String> begun = hints.next(line);
        MetricsLine complete = line.withHints(begun);
        lines.add(complete);
        log.append(complete.toJson());
        RunNumbers.ofThisProcess().show(complete);
        display.show(complete);
        begun.forEach(hint -> display.say("hint: " + hint));
    }

    /** The checkpoint of this step if one is due; it becomes visible after the step's line is written. */
    private Optional<Manifest> draft(Step step, Policies policies, OptionalInt best, Map<String, Double> numbers) {
        boolean isBest = best.isPresent() && best.getAsInt() == step.number();
        boolean isDue = step.number() % recipe.checkpoints().every() == 0 || step.isLastOfPhase();
        if (!isDue && !isBest && !stop.isRequested()) {
            return Optional.empty();
        }
        long start = System.nanoTime();
        Manifest draft = checkpoints.draft(step, policies);
        numbers.put("time/checkpoint", secondsSince(start));
        return Optional.of(draft);
    }

    /** The step with the highest value of the metric that the recipe names, this one included; the first of equals. */
    private OptionalInt best(Step step, Map<String, Double> numbers) {
        String metric = EVAL + recipe.checkpoints().best();
        OptionalInt best = OptionalInt.empty();
        double highest = Double.NEGATIVE_INFINITY;
        for (MetricsLine line : lines) {
            double value = line.number(metric).orElse(Double.NaN);
            if (value > highest) {
                best = OptionalInt.of(line.step());
                highest = value;
            }
        }
        return numbers.getOrDefault(metric, highest) > highest ? OptionalInt.of(step.number()) : best;
    }

    private static double secondsSince(long start) {
        return (System.nanoTime() - start) / NANOS;
    }
}
