package org.waggle.driver.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;
import org.waggle.common.data.Precision;
import org.waggle.common.recipe.PromptRecipe;
import org.waggle.common.recipe.Recipe;
import org.waggle.driver.bench.BenchRow;
import org.waggle.driver.bench.BenchWork;
import org.waggle.driver.bench.ReduceBench;
import org.waggle.driver.bench.StageBench;
import org.waggle.driver.run.Model;
import org.waggle.driver.run.ModelChoice;
import org.waggle.driver.stage.RunContext;
import org.waggle.driver.stage.StopSignal;
import org.waggle.driver.state.NodeModels;
import org.waggle.executor.engine.ComputeSettings;
import org.waggle.executor.engine.DecoderShape;
import org.waggle.executor.engine.Libtorch;
import org.waggle.executor.policy.StandIn;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code waggle bench}: the limits of this machine, and how close the stages of a step come. */
@Command(
        name = "bench",
        description = {
            "Measures what this machine allows, and how close the stages of a step come.",
            "Products are the matrix products of a forward pass and nothing else; decoding",
            "has the drawing of tokens in it. Lanes, shards and optimizer are those of",
            "recipes/bench-against-trl.yaml. It takes some minutes."
        },
        footer = {"", "Example: waggle bench --model path/to/SmolLM2-135M-Instruct"})
final class BenchCommand implements Callable<Integer> {
    private static final String RECIPE = "bench-against-trl.yaml";
    private static final String NAME = "bench";
    private static final DecoderShape SMOL =
            new DecoderShape(49_152, 576, 1_536, 30, 9, 3, 64, 8_192, 100_000, 1e-5, true);
    private static final double REDUCE_SECONDS = 1.5;
    private static final int EXECUTOR_MEBIBYTES = 8_192;

    @Mixin
    private SparkOptions spark = new SparkOptions();

    @Option(
            names = "--model",
            paramLabel = "DIR",
            description = "The folder of a model (default: random weights in the shape of SmolLM2-135M).")
    private @Nullable String source;

    @Override
    public Integer call() throws IOException {
        Recipe recipe = RecipeOptions.read(RECIPE, resource(), List.of());
        Model model = source == null
                ? Model.of(StandIn.of(SMOL))
                : Storages.folders().model(source, ModelChoice.NEWEST, new PromptRecipe.Plain());
        compute(recipe, model);
        reduce(recipe, model);
        return 0;
    }

    /**
     * With every precision that this processor computes: one lane that has all processors, then the recipe's lanes,
     * which share them.
     */
    private static void compute(Recipe recipe, Model model) {
        int processors = Runtime.getRuntime().availableProcessors();
        int lanes = recipe.engine().lanes();
        ComputeSettings settings = ComputeSettings.of(recipe.engine(), OptionalInt.empty());
        for (Precision precision : Precision.values()) {
            if (precision == Precision.BFLOAT16 && !Libtorch.loaded().bfloat16()) {
                System.out.println("bfloat16: this processor has no instructions for it, and computes in float32");
                continue;
            }
            compute(recipe, model, 1, settings.with(processors, precision));
            compute(recipe, model, lanes, settings.with(Math.max(1, processors / lanes), precision));
        }
    }

    private static void compute(Recipe recipe, Model model, int lanes, ComputeSettings settings) {
        try (LocalModel open = LocalModel.open(model, settings)) {
            new StageBench(open.policy(), settings, lanes, BenchWork.of(recipe)).run(BenchCommand::print);
        }
    }

    /** On Spark as the user says, or in this JVM and then with an executor for each lane. */
    private void reduce(Recipe recipe, Model model) {
        if (spark.isChosen()) {
            reduce(recipe, model, () -> spark.open(NAME));
            return;
        }
        int lanes = recipe.engine().lanes();
        reduce(recipe, model, () -> spark.open(NAME, "local[%d]".formatted(lanes), Map.of()));
        String executors = "local-cluster[%d,1,%d]".formatted(lanes, EXECUTOR_MEBIBYTES);
        Map<String, String> memory = Map.of("spark.executor.memory", EXECUTOR_MEBIBYTES + "m");
        reduce(recipe, model, () -> spark.open(NAME, executors, memory));
    }

    private static void reduce(Recipe recipe, Model model, Supplier<JavaSparkContext> session) {
        try (JavaSparkContext context = session.get()) {
            RunContext run = new RunContext(
                    context,
                    recipe,
                    UUID.randomUUID().toString(),
                    context.broadcast(new NodeModels(List.of(model.spec()), List.of(model.base()))),
                    StopSignal.never());
            double seconds = new ReduceBench(run, recipe.phases().get(0).optimizer()).seconds();
            String what =
                    "reduce + update, %d lanes, %s".formatted(recipe.engine().lanes(), context.master());
            print(BenchRow.duration(what, seconds, REDUCE_SECONDS));
        }
    }

    private static String resource() throws IOException {
        try (InputStream in = BenchRow.class.getResourceAsStream(RECIPE)) {
            return new String(Objects.requireNonNull(in, RECIPE).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void print(BenchRow row) {
        System.out.println(row.text());
    }
}
