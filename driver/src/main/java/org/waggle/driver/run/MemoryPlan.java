package org.waggle.driver.run;

import static org.waggle.driver.run.MemoryPart.mebibytes;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.waggle.common.data.Precision;
import org.waggle.common.data.SamplingSettings;
import org.waggle.common.recipe.AdapterRecipe.Lora;
import org.waggle.common.recipe.EngineRecipe;
import org.waggle.common.recipe.NodeRecipe;
import org.waggle.common.recipe.PhaseRecipe.Reinforcement;
import org.waggle.common.recipe.Recipe;
import org.waggle.common.recipe.ReferenceRecipe;
import org.waggle.driver.run.MemoryPart.Owner;
import org.waggle.driver.run.MemoryPart.When;
import org.waggle.executor.engine.ActivationMemory;
import org.waggle.executor.engine.Activations;
import org.waggle.executor.engine.ComputeSettings;
import org.waggle.executor.engine.DecodingMemory;
import org.waggle.executor.engine.ParameterLayout;
import org.waggle.executor.policy.ModelSpec;
import org.waggle.executor.task.Dataset;

/**
 * What a run will hold in memory, counted from its recipe and the shape of its model. Spark, the JVM and libtorch
 * itself come on top.
 */
record MemoryPlan(Recipe recipe, ModelSpec model) {
    private static final int STATE_BYTES = 3 * Float.BYTES;

    /** The parts, one a line, and their sums. */
    List<String> lines() {
        List<MemoryPart> parts = parts();
        List<String> lines = new ArrayList<>(List.of("memory"));
        parts.forEach(part -> lines.add(part.line()));
        Stream.of(When.GENERATION, When.GRADIENT)
                .filter(when -> parts.stream().anyMatch(part -> part.when() == when))
                .forEach(when -> lines.add(sum(when, parts)));
        return lines;
    }

    /** The most of each, whatever the run does at the time. */
    MemoryNeed need() {
        List<MemoryPart> parts = parts();
        List<MemoryPart> generation = there(When.GENERATION, parts);
        List<MemoryPart> gradient = there(When.GRADIENT, parts);
        return new MemoryNeed(Math.max(heap(generation), heap(gradient)), outside(generation), outside(gradient));
    }

    private MemoryNeed.Outside outside(List<MemoryPart> there) {
        return new MemoryNeed.Outside(
                bytes(there, Owner.PROCESS),
                bytes(there, Owner.LANE),
                engine().lanes(),
                bytes(there, Owner.ROLLOUT_LANE),
                engine().rolloutLanes());
    }

    private static List<MemoryPart> there(When when, List<MemoryPart> parts) {
        return parts.stream()
                .filter(part -> part.when() == when || part.when() == When.ALWAYS)
                .toList();
    }

    private static double heap(List<MemoryPart> parts) {
        return bytes(parts, Owner.RUN);
    }

    private static double bytes(List<MemoryPart> parts, Owner owner) {
        return parts.stream()
                .filter(part -> part.owner() == owner)
                .mapToDouble(MemoryPart::bytes)
                .sum();
    }

    private List<MemoryPart> parts() {
        List<MemoryPart> parts = new ArrayList<>(state());
        parts.addAll(weights());
        IntStream tokens = sampling().mapToInt(SamplingSettings::maxTokens);
        tokens.max().ifPresent(longest -> parts.addAll(generation(longest)));
        parts.addAll(gradient());
        return parts;
    }

    private List<MemoryPart> state() {
        double trained = model.parameters();
        Precision gathered = model.precision(precision());
        List<MemoryPart> parts = new ArrayList<>();
        parts.add(new MemoryPart(
                When.ALWAYS,
                Owner.RUN,
                "master weights and moments",
                trained * STATE_BYTES,
                "float32, in %d shards; with several executors 4 times while it is updated"
                        .formatted(engine().shards())));
        if (gathered != Precision.FLOAT32) {
            parts.add(new MemoryPart(
                    When.ALWAYS,
                    Owner.RUN,
                    "weights to gather",
                    trained * gathered.bytes(),
                    "the same times; none in a single process"));
        }
        if (hasReference()) {
            parts.add(
                    new MemoryPart(When.ALWAYS, Owner.RUN, "weights of the reference", trained * gathered.bytes(), ""));
        }
        parts.add(new MemoryPart(
                When.GRADIENT,
                Owner.RUN,
                "gradient, the lanes' added",
                trained * Float.BYTES,
                "float32; in a lane's memory in a single process"));
        return parts;
    }

    private List<MemoryPart> weights() {
        double bytes =
                (double) ParameterLayout.of(model.shape()).size() * precision().bytes();
        String type = precision().name().toLowerCase(Locale.ROOT);
        List<MemoryPart> parts = new ArrayList<>();
        String wider = precision() == Precision.BFLOAT16 ? "; float32 on processors that lack it" : "";
        parts.add(new MemoryPart(
                When.ALWAYS, Owner.PROCESS, "weights", bytes, type + "; twice while lanes use two versions" + wider));
        if (model.adapter() instanceof Lora) {
            parts.add(new MemoryPart(When.ALWAYS, Owner.PROCESS, "weights of the base", bytes, type));
        }
        if (hasReference()) {
            parts.add(new MemoryPart(When.GRADIENT, Owner.PROCESS, "weights of the reference", bytes, type));
        }
        return parts;
    }

    private List<MemoryPart> generation(int longestCompletion) {
        DecodingMemory memory = new DecodingMemory(model.shape(), precision());
        int tokens = Math.min(model.shape().maxPositions(), longestPrompt() + longestCompletion);
        return List.of(
                new MemoryPart(
                        When.GENERATION,
                        Owner.PROCESS,
                        "weights in oneDNN's order",
                        memory.reorderedWeights(),
                        "none on a GPU"),
                new MemoryPart(
                        When.GENERATION,
                        Owner.ROLLOUT_LANE,
                        "key-value cache",
                        memory.cache(engine().slots(), tokens),
                        "at most: %d slots of %,d tokens".formatted(engine().slots(), tokens)));
    }

    private List<MemoryPart> gradient() {
        ActivationMemory memory = new ActivationMemory(model.shape(), precision());
        Activations kept = ComputeSettings.of(engine(), OptionalInt.empty()).activations();
        List<MemoryPart> parts = new ArrayList<>();
        parts.add(new MemoryPart(
                When.ALWAYS,
                Owner.LANE,
                "sum of gradients",
                (double) ParameterLayout.of(model.shape()).size() * Float.BYTES,
                "float32; on a GPU for the gradient alone"));
        parts.add(new MemoryPart(
                When.GRADIENT,
                Owner.LANE,
                "activations",
                memory.layers(kept, engine().microBatchTokens()),
                "%,d tokens, %s"
                        .formatted(
                                engine().microBatchTokens(),
                                kept == Activations.KEPT ? "of all layers" : "inputs of the layers and one layer")));
        if (precision() != Precision.FLOAT32) {
            parts.add(new MemoryPart(
                    When.GRADIENT, Owner.LANE, "outer layer's weights", memory.widened(), "float32, one at a time"));
        }
        parts.add(new MemoryPart(
                When.GRADIENT,
                Owner.LANE,
                "head",
                memory.head(engine().headChunkTokens()),
                "%,d tokens at once".formatted(engine().headChunkTokens())));
        return parts;
    }

    private String sum(When when, List<MemoryPart> parts) {
        List<MemoryPart> there = there(when, parts);
        return "  in all      %s: %s in a process with one lane, %s with all, and %s of heap"
                .formatted(
                        when.name().toLowerCase(Locale.ROOT),
                        mebibytes(outside(there).bytes(1)),
                        mebibytes(outside(there).bytes(Integer.MAX_VALUE)),
                        mebibytes(heap(there)));
    }

    private Stream<SamplingSettings> sampling() {
        return Stream.concat(
                recipe.phases().stream()
                        .filter(Reinforcement.class::isInstance)
                        .map(phase -> ((Reinforcement) phase).sampler().settings()),
                recipe.evaluators().values().stream().map(evaluator -> evaluator.sampling()));
    }

    private int longestPrompt() {
        return node().task() instanceof Dataset dataset
                ? dataset.maxTokens()
                : new FirstProblems(recipe, node(), model).longestPrompt();
    }

    private NodeRecipe node() {
        return recipe.node(model.name());
    }

    private boolean hasReference() {
        return recipe.phases().stream()
                .map(phase -> phase.reference())
                .anyMatch(reference ->
                        !(reference instanceof ReferenceRecipe.None || reference instanceof ReferenceRecipe.Base));
    }

    private Precision precision() {
        return engine().precision();
    }

    private EngineRecipe engine() {
        return recipe.engine();
    }
}
