package org.waggle.driver.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;
import org.waggle.common.checkpoint.Storage;
import org.waggle.common.failure.FailureKind;
import org.waggle.common.recipe.Recipe;
import org.waggle.driver.doctor.Doctor;
import org.waggle.driver.doctor.Finding;
import org.waggle.driver.run.MemoryNeed;
import org.waggle.driver.run.RunPlan;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code waggle doctor}: examines a cluster before a run. */
@Command(
        name = "doctor",
        description = {
            "Examines a cluster before a run, and says what to do.",
            "Versions, libtorch, GPUs, the run's folder, clocks, shuffle; with a RECIPE also",
            "whether its memory is there."
        },
        footer = {
            "",
            "Exit code 4 if something is missing. Examples:",
            "  waggle doctor --master spark://host:7077",
            "  waggle doctor --master yarn recipes/arithmetic-grpo.yaml --run hdfs:///runs/a"
        })
final class DoctorCommand implements Callable<Integer> {
    @Mixin
    private RecipeOptions recipes = new RecipeOptions();

    @Mixin
    private SparkOptions spark = new SparkOptions();

    @Parameters(index = "0", arity = "0..1", paramLabel = "RECIPE", description = "Recipe that is to be run.")
    private @Nullable String recipe;

    @Option(names = "--run", paramLabel = "DIR", description = "Folder of the run (default: runs/NAME of the recipe).")
    private @Nullable String run;

    @Option(names = "--json", description = "Prints JSON instead of a table.")
    private boolean json;

    @Override
    public Integer call() {
        Storage storage = spark.storage();
        String source = recipe;
        Optional<Recipe> read = source == null ? Optional.empty() : Optional.of(recipes.tried(source, storage));
        Optional<MemoryNeed> need = read.map(it -> RunPlan.memory(it, storage));
        String folder = run == null ? "runs/" + read.map(Recipe::name).orElse("doctor") : run;
        Path beside = storage.qualified(folder).getParent();
        try (JavaSparkContext context = spark.open("doctor")) {
            List<Finding> findings = Doctor.examine(context, beside, need);
            System.out.print(json ? json(findings) : table(findings));
            return findings.stream().anyMatch(it -> it.verdict() == Finding.Verdict.FAILED)
                    ? FailureKind.RESOURCE.exitCode()
                    : 0;
        }
    }

    private static String table(List<Finding> findings) {
        StringBuilder lines = new StringBuilder();
        for (Finding finding : findings) {
            lines.append("%-8s%-10s %-24s %s%s%n"
                    .formatted(
                            finding.verdict().name().toLowerCase(Locale.ROOT),
                            finding.subject(),
                            finding.place(),
                            finding.found(),
                            finding.remedy().isEmpty() ? "" : " (" + finding.remedy() + ")"));
        }
        return lines.toString();
    }

    private static String json(List<Finding> findings) {
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        findings.forEach(finding -> all.addObject()
                .put("verdict", finding.verdict().name().toLowerCase(Locale.ROOT))
                .put("subject", finding.subject())
                .put("place", finding.place())
                .put("found", finding.found())
                .put("remedy", finding.remedy()));
        return all.toPrettyString() + System.lineSeparator();
    }
}
