package org.waggle.driver.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.apache.spark.api.java.JavaSparkContext;
import org.waggle.common.data.Precision;
import org.waggle.common.recipe.PromptRecipe;
import org.waggle.common.recipe.Recipe;
import org.waggle.driver.bench.BenchRow;
import org.waggle.driver.bench.ReduceBench;
import org.waggle.driver.bench.StageBench;
import org.waggle.driver.run.Model;
import org.waggle.driver.stage.RunContext;
import org.waggle.driver.state.NodeModels;
import org.waggle.executor.policy.OpenPolicy;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code waggle bench}: the limits of this machine, and how close the stages of a step come. */
@Command(
        name = "bench",
        description = "Measures what this machine allows and how close the stages of a step come to it.",
        footer = {"", "Example: waggle bench --model path/to/SmolLM2-135M-Instruct --master local[2]"})
final class BenchCommand implements Callable<Integer> {
    /** Of the repository's recipes; lanes, shards and optimizer are taken from it. */
    private static final String RECIPE = "bench-against-trl.yaml";

    private static final int PROMPT_TOKENS = 46;
    private static final int SAMPLES = 8;
    private static final int COMPLETION_TOKENS = 64;

    @Mixin
    private SparkOptions spark = new SparkOptions();

    @Option(names = "--model", required = true, paramLabel = "DIR", description = "The folder of a model.")
    private String source = "";

    @Override
    public Integer call() throws IOException {
        Model model = Storages.folders().model(source, null, new PromptRecipe.Plain());
        try (LocalModel open = LocalModel.open(model, Precision.FLOAT32)) {
            OpenPolicy policy = open.policy();
            new StageBench(policy.policy(), policy.tokenizer(), PROMPT_TOKENS, SAMPLES, COMPLETION_TOKENS)
                    .run(BenchCommand::print);
        }
        try (JavaSparkContext context = spark.open("bench")) {
            Recipe recipe = RecipeOptions.read(RECIPE, resource(), List.of());
            RunContext run = new RunContext(
                    context,
                    recipe,
                    UUID.randomUUID().toString(),
                    context.broadcast(new NodeModels(List.of(model.spec()), List.of(model.base()))));
            double seconds = new ReduceBench(run, recipe.phases().get(0).optimizer()).seconds();
            print(BenchRow.limit(
                    "reduce + update, %d lanes".formatted(recipe.engine().lanes()), seconds, "s"));
        }
        return 0;
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
