package org.waggle.driver.run;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.spark.api.java.JavaSparkContext;
import org.waggle.common.checkpoint.Storage;
import org.waggle.common.failure.FailureKind;
import org.waggle.common.failure.RunException;
import org.waggle.common.recipe.AdapterRecipe.Lora;
import org.waggle.common.recipe.EngineRecipe;
import org.waggle.common.recipe.PhaseRecipe;
import org.waggle.common.recipe.PhaseRecipe.Reinforcement;
import org.waggle.common.recipe.Recipe;
import org.waggle.driver.dataset.Datasets;
import org.waggle.driver.dataset.TemporaryData;
import org.waggle.driver.stage.CompanyStage;
import org.waggle.driver.stage.PrecisionStage;
import org.waggle.executor.policy.ModelSpec;

/** What a recipe would do, for a person to read before it runs. */
public final class RunPlan {
    /** What Spark, the JVM and libtorch take by themselves. */
    private static final double PROCESS_BYTES = 700e6;

    private RunPlan() {}

    /** The plan, several lines. */
    public static String of(Recipe recipe, Storage storage) {
        List<String> lines = new ArrayList<>(List.of("Plan"));
        List<Model> models = Models.ofNodes(recipe, storage);
        models.forEach(model -> lines.addAll(model(recipe, model.spec())));
        if (recipe.nodes().size() > 1) {
            MemoryNeed need = memory(recipe, models);
            lines.add("all nodes     %s of heap, %s outside it in a process with all lanes"
                    .formatted(
                            MemoryPart.mebibytes(need.heapBytes(1)),
                            MemoryPart.mebibytes(need.outsideBytes(need.lanes()))));
        }
        recipe.phases().forEach(phase -> lines.add(phase(phase)));
        lines.add("in all        %,d steps, %,d completions"
                .formatted(
                        recipe.totalSteps(),
                        recipe.phases().stream().mapToLong(RunPlan::completions).sum()));
        return "# " + String.join("\n# ", lines) + "\n";
    }

    /** Memory that a recipe needs where it runs. */
    public static MemoryNeed memory(Recipe recipe, Storage storage) {
        return memory(recipe, Models.ofNodes(recipe, storage));
    }

    private static MemoryNeed memory(Recipe recipe, List<Model> models) {
        Set<String> bases = new HashSet<>();
        MemoryNeed sum = null;
        for (Model model : models) {
            MemoryNeed need = new MemoryPlan(recipe, model.spec()).need();
            boolean isKnown = !bases.add(recipe.node(model.spec().name()).model());
            boolean isAdapted = model.spec().adapter() instanceof Lora;
            sum = sum == null ? need : isKnown && isAdapted ? sum.andAdapted(need) : sum.and(need);
        }
        return Objects.requireNonNull(sum, "a recipe has a node");
    }

    /**
     * Refuses a recipe that one process on this machine has no room for.
     *
     * @throws RunException of kind {@link FailureKind#RESOURCE}, with the sum
     */
    public static void requireRoom(Recipe recipe, Storage storage) {
        MemoryNeed need = memory(recipe, storage);
        double sum = need.bytes(need.lanes()) + PROCESS_BYTES;
        double room = MemoryNeed.ofThisMachine();
        if (sum > room) {
            throw new RunException(
                    FailureKind.RESOURCE,
                    "Cannot run %s here: %d nodes need %s, this machine has %s (take adapters, fewer or smaller nodes, or say --master of a cluster)"
                            .formatted(
                                    recipe.name(),
                                    recipe.allNodes().size(),
                                    MemoryPart.mebibytes(sum),
                                    MemoryPart.mebibytes(room)));
        }
    }

    /**
     * What this processor computes in, and whether samples depend on what it decodes beside them, tried, a line each.
     */
    public static String processor(Recipe recipe, Storage storage) {
        ModelSpec model = Models.ofNodes(recipe, storage).get(0).spec();
        EngineRecipe engine = recipe.engine();
        String type = engine.precision().name().toLowerCase(Locale.ROOT);
        String alone = "a completion is the same whatever this processor decodes beside it";
        return "# precision     %s\n# sampling      %s\n"
                .formatted(
                        tried(() -> PrecisionStage.here(engine), type),
                        tried(() -> CompanyStage.here(model.shape(), engine), alone));
    }

    /** A recipe may be checked where it couldn't run. */
    private static String tried(Supplier<String> test, String good) {
        try {
            String warning = test.get();
            return warning.isEmpty() ? good : warning;
        } catch (RunException e) {
            if (e.kind() != FailureKind.RESOURCE) {
                throw e;
            }
            return "not tried here: " + e.getMessage();
        }
    }

    /**
     * What a recipe's data are, as a run would read them, in one line; empty for a task that needs none.
     *
     * @throws RunException if they can't be used
     */
    public static String data(JavaSparkContext spark, Recipe recipe) {
        Storage storage = new Storage(spark.hadoopConfiguration());
        StringBuilder text = new StringBuilder();
        try (TemporaryData temporary = TemporaryData.on(storage)) {
            Datasets.opened(
                    spark,
                    recipe,
                    Models.ofNodes(recipe, storage).get(0).spec(),
                    temporary.folder(),
                    told -> text.append("# ").append(told).append('\n'));
        }
        return text.toString();
    }

    private static List<String> model(Recipe recipe, ModelSpec spec) {
        List<String> lines = new ArrayList<>();
        lines.add("model         %s: %,d parameters".formatted(spec.name(), spec.parameters()));
        lines.add("lanes         %d of %d threads for gradients, %d of %d for rollouts"
                .formatted(
                        recipe.engine().lanes(),
                        recipe.engine().threadsPerLane(),
                        recipe.engine().rolloutLanes(),
                        recipe.engine().threadsPerRolloutLane()));
        lines.addAll(new MemoryPlan(recipe, spec).lines());
        return lines;
    }

    private static String phase(PhaseRecipe phase) {
        String completions =
                phase instanceof Reinforcement ? ", %,d completions".formatted(completions(phase) / phase.steps()) : "";
        return "phase         %s: %,d steps of %,d problems%s and %d updates"
                .formatted(phase.name(), phase.steps(), phase.problemsPerStep(), completions, phase.updatesPerStep());
    }

    private static long completions(PhaseRecipe phase) {
        return phase instanceof Reinforcement rl
                ? (long) rl.steps()
                        * rl.problems()
                        * rl.allocator().sizeOfEveryGroup().orElse(0)
                : 0;
    }
}
