package org.waggle.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong is said in one line, before anything is written. */
class BadInputIT {
    @TempDir
    private Path folder;

    private Path run = Path.of("");

    @BeforeEach
    void nameTheRun() {
        run = folder.resolve("run");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            seed: 1           | seed: 1, mood: good    | mood
            checkpoints:      | chekpoints:            | did you mean checkpoints?
            steps: 3          | steps: three           | Invalid steps: three (must be a whole number)
            clip-low: 0.2     | clip-low: 1.5          | clip-low: 1.5 (must be in (0, 1)
            kl-coefficient: 0 | kl-coefficient: 0.1    | Invalid phases.grpo.reference
            selector: all     | selector: al           | did you mean all?
            likeness: likeness| likeness: kindness     | kindness
            problems: 16      | problems: 17000        | held-out problems
            type: random-llama| type: pretrained       | alphabet
            """)
    void whatARecipeSaysWrongIsNamed(String right, String wrong, String message) throws IOException {
        String recipe = Waggle.recipe(folder, "tiny.yaml", right, wrong.replace(", ", "\n"));

        assertRefused(train(recipe), message);
    }

    @Test
    void aRecipeThatIsNotThereIsNamed() {
        assertRefused(train(folder + "/none.yaml"), "Cannot read recipe " + folder + "/none.yaml: there is no such");
        assertRefused(train(folder.toString()), "Cannot read recipe " + folder + ": it is a folder");
    }

    @Test
    void whatTheCommandLineSaysWrongIsNamed() throws IOException {
        String recipe = Waggle.tiny(folder);

        assertRefused(train(recipe, "--set", "phases.grpo.stepps=1"), "did you mean steps?");
        assertRefused(train(recipe, "--set", "phases.grpo.steps"), "phases.grpo.steps");
        assertRefused(train(recipe, "--set", "phases.grpo.mini-batches=999"), "mini-batches: 999 (must be at most its");
        assertRefused(
                train(recipe, "--set", "phases.grpo.sampler.settings.max-tokens=999"),
                "Invalid max-tokens of phases.grpo.sampler: 999 (must be < ");
        assertRefused(Waggle.run("compare", recipe, "--seed", "3"), "compare takes its seeds from " + recipe);
        assertRefused(train(recipe, "--resume", run.toString()), "train takes a RECIPE or --resume RUN");
        assertRefused(train(recipe, "--master", "moon"), "Could not parse Master URL: 'moon'");
        assertRefused(Waggle.run("train", "--resume", run.toString()), "it holds no run (recipe.yaml is missing)");
        assertRefused(Waggle.run("report", run.toString()), "it holds no run (recipe.yaml is missing)");
        assertRefused(Waggle.run("generate", run.toString(), "1+1="), "it holds no run (recipe.yaml is missing)");
    }

    @Test
    void anUnknownOptionIsAnsweredWithTheWayToHelp() {
        Waggle.Outcome outcome = Waggle.run("train", "--no-such-option");

        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err())
                .contains("--no-such-option", "Try 'waggle train --help'.")
                .doesNotContain("\tat ");
    }

    @Test
    void aFolderThatCannotBeWrittenIsNamed() throws IOException {
        String recipe = Waggle.tiny(folder);
        Path file = Files.writeString(folder.resolve("file"), "not a folder");

        Waggle.Outcome outcome = Waggle.spark(
                "local[1]", "train", recipe, "--run", file.resolve("run").toString());

        assertRefused(outcome, "Cannot start in " + file + "/run");
        assertThat(file).hasContent("not a folder");
    }

    @Test
    void aModelThatIsNotThereIsNamed() throws IOException {
        String recipe = Waggle.recipe(folder, "tiny.yaml", "", "");
        String model = Files.readString(Path.of(recipe))
                .replaceFirst(
                        "(?s)type: random-llama.*?\n\n",
                        "type: pretrained\n    path: " + folder + "/model\n    prompts: plain\n    adapter: none\n\n");
        Files.writeString(Path.of(recipe), model);

        assertRefused(train(recipe), "Cannot read model " + folder + "/model: it has no config.json");
    }

    @Test
    void theStackTraceIsShownToWhoAsksForIt() {
        Waggle.Outcome outcome = Waggle.run("train", folder + "/none.yaml", "--stacktrace");

        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).contains("\tat org.waggle.", "waggle: Cannot read recipe");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            throws | reward likeness threw java.lang.IllegalArgumentException: no verdict on
            hangs  | reward likeness took longer than 1 s (engine.component-timeout-seconds; group
            nan    | Invalid reward likeness: NaN (must be finite; group
            """)
    void whatARewardDoesWrongIsNamed(String defect, String message) throws Exception {
        String recipe = Waggle.recipe(
                folder, "tiny.yaml", "likeness: likeness", "likeness:\n    type: broken\n    defect: " + defect);

        try (WaggleProcess process = WaggleProcess.start(
                folder,
                "train",
                recipe,
                "--run",
                run.toString(),
                "--set",
                "engine.component-timeout-seconds=1",
                "--set",
                "phases.warm-up.steps=1")) {
            assertSaid(process.outcome(), message);
        }
        assertThat(new RunFiles(run).steps()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            task                         | task BrokenTask threw                           | (training problem 0)
            phases.warm-up.objective     | objective BrokenObjective of phase warm-up threw | (group s000001-n0-g
            evaluators.held-out          | evaluator held-out threw                        | (group s000001-n0-g
            phases.grpo.allocator        | allocator BrokenAllocator of phase grpo threw   | (step 2, node 0)
            phases.grpo.sampler          | sampler BrokenSampler of phase grpo threw       | (3 groups from s000002-n0-g
            phases.grpo.composer         | composer BrokenComposer of phase grpo threw     | (group s000002-n0-g
            phases.grpo.selector         | selector BrokenSelector of phase grpo threw     | (step 2, node 0)
            phases.grpo.advantage        | advantage BrokenAdvantage of phase grpo threw   | (group s000002-n0-g
            """)
    void whatAnyComponentThrowsIsToldByItsName(String key, String who, String about) throws IOException {
        Waggle.Outcome outcome = Waggle.spark(
                "local[1]",
                "train",
                Waggle.tiny(folder),
                "--run",
                run.toString(),
                "--set",
                key + "=broken",
                "--set",
                "checkpoints.best=\"\"",
                "--set",
                "phases.warm-up.steps=1");

        assertSaid(outcome, "Cannot go on: " + who + " org.waggle.integration.component.BrokenParts$Defect: planted");
        assertThat(outcome.err()).contains(about);
    }

    private Waggle.Outcome train(String recipe, String... more) {
        String[] arguments = new String[4 + more.length];
        System.arraycopy(new String[] {"train", recipe, "--run", run.toString()}, 0, arguments, 0, 4);
        System.arraycopy(more, 0, arguments, 4, more.length);
        return Waggle.run(arguments);
    }

    private void assertRefused(Waggle.Outcome outcome, String message) {
        assertSaid(outcome, message);
        assertThat(run).doesNotExist();
    }

    private static void assertSaid(Waggle.Outcome outcome, String message) {
        assertThat(outcome.err()).startsWith("waggle: ").contains(message).doesNotContain("\tat ");
        assertThat(outcome.err().lines()).as(outcome.err()).hasSize(1);
        assertThat(outcome.code()).isEqualTo(2);
    }
}
