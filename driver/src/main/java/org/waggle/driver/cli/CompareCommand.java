package org.waggle.driver.cli;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;
import org.waggle.common.checkpoint.Storage;
import org.waggle.common.failure.RunException;
import org.waggle.common.recipe.Objection;
import org.waggle.common.recipe.Recipe;
import org.waggle.common.recipe.RecipeReader;
import org.waggle.driver.compare.Arm;
import org.waggle.driver.compare.ArmsFile;
import org.waggle.driver.compare.Comparison;
import org.waggle.driver.compare.ComparisonReport;
import org.waggle.driver.progress.ProgressDisplay.Surface;
import org.waggle.driver.progress.Shell;
import org.waggle.driver.run.ArmRuns;
import org.waggle.driver.run.Screen;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code waggle compare}: runs recipes against each other, several seeds each. */
@Command(
        name = "compare",
        description = {
            "Runs several recipes, or one with several overrides, with several seeds each.",
            "One table with means and standard errors, learning curves, one report. Arms of",
            "one seed share their first phase where it is the same. Called again it goes on",
            "with what was begun."
        },
        footer = {"", "Example: waggle compare recipes/arms/arithmetic.yaml"})
final class CompareCommand implements Callable<Integer> {
    @Mixin
    private RecipeOptions recipes = new RecipeOptions();

    @Mixin
    private SparkOptions spark = new SparkOptions();

    @Parameters(index = "0", paramLabel = "ARMS", description = "File that names the arms and the seeds.")
    private Path arms = Path.of("");

    @Option(
            names = "--run",
            paramLabel = "DIR",
            description = "Folder of the comparison (default: runs/NAME of the file).")
    private @Nullable String run;

    @Override
    public Integer call() {
        if (recipes.seed().isPresent()) {
            throw RunException.input("Invalid command: compare takes its seeds from %s (leave out --seed)", arms);
        }
        String text = RecipeOptions.text(arms);
        Storage storage = spark.storage();
        ArmsFile file = new RecipeReader(RecipeOptions.components())
                .read(ArmsFile.class, arms.toString(), text, read -> objection(read, storage));
        org.apache.hadoop.fs.Path root = storage.qualified(run == null ? "runs/" + file.name() : run);
        try (StopNotice notice = new StopNotice("Go on with: " + again());
                JavaSparkContext context = spark.open(file.name())) {
            ArmRuns runner = new ArmRuns(
                    context,
                    new ArmRuns.Target(root, file.metricName(), file.columns()),
                    this::recipe,
                    recipes.writer(),
                    new Screen(System.out, Surface.detected()));
            write(new ComparisonReport(Comparison.run(file, runner)), root, text);
            notice.finished();
        }
        return 0;
    }

    /** What is wrong with the first arm that can't be run; a recipe that is read tells its own mistakes. */
    private Optional<Objection> objection(ArmsFile file, Storage storage) {
        return file.arms().stream()
                .map(arm -> Files.isRegularFile(file(arm))
                        ? unmeasured(file, arm, storage)
                        : Optional.of(new Objection(
                                "arms.%s.recipe".formatted(arm.name()),
                                "Cannot read recipe %s: there is no such file".formatted(file(arm)))))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private Optional<Objection> unmeasured(ArmsFile file, Arm arm, Storage storage) {
        for (long seed : file.seeds()) {
            Recipe recipe = RecipeOptions.tried(file(arm), overrides(arm, seed), storage);
            if (!recipe.measured().contains(file.metric())) {
                return Optional.of(new Objection(
                        "metric",
                        "Invalid metric: %s (must be one of %s, which arm %s measures)"
                                .formatted(file.metric(), recipe.measured(), arm.name())));
            }
        }
        return Optional.empty();
    }

    private String again() {
        Stream<String> folder = run == null ? Stream.of() : Stream.of("--run", run);
        Stream<String> overrides = recipes.overrides().stream().flatMap(each -> Stream.of("--set", each));
        return Shell.line(Stream.of(Stream.of("./waggle", "compare", arms.toString()), folder, overrides)
                .flatMap(Function.identity()));
    }

    private void write(ComparisonReport report, org.apache.hadoop.fs.Path root, String text) {
        Storage storage = spark.storage();
        put(storage, root, "comparison.md", report.markdown());
        put(storage, root, "comparison.json", report.json());
        put(storage, root, "report.html", report.html(text));
        System.out.println();
        System.out.print(report.markdown());
        System.out.println("\nreport  " + Storage.shown(root) + "/report.html");
    }

    private static void put(Storage storage, org.apache.hadoop.fs.Path root, String name, String text) {
        storage.replace(new org.apache.hadoop.fs.Path(root, name), text.getBytes(StandardCharsets.UTF_8));
    }

    private Recipe recipe(Arm arm, long seed) {
        return RecipeOptions.read(file(arm).toString(), RecipeOptions.text(file(arm)), overrides(arm, seed));
    }

    private Path file(Arm arm) {
        return arms.resolveSibling(arm.recipe());
    }

    private List<String> overrides(Arm arm, long seed) {
        List<String> overrides = new ArrayList<>(arm.set());
        overrides.addAll(recipes.overrides());
        overrides.add("seed=" + seed);
        return overrides;
    }
}
