package org.waggle.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong is said in one line, before anything is written. */
class BadInputIT {
    /** Spark needs a minute to give up a master; the other tests go on meanwhile. */
    private static WaggleProcess unanswered;

    private static Path unansweredRun = Path.of("");

    @TempDir
    private Path folder;

    private Path run = Path.of("");

    @BeforeAll
    static void callAMasterThatIsNotThere(@TempDir Path folder) throws IOException {
        unansweredRun = folder.resolve("run");
        unanswered = WaggleProcess.on(
                "spark://127.0.0.1:1", folder, "train", Waggle.tiny(folder), "--run", unansweredRun.toString());
    }

    @AfterAll
    static void hangUp() {
        unanswered.close();
    }

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
            "0123456789+="    | "0123456789+"          | character '=' (U+003D) (the tokenizer's vocabulary lacks it), PLACE line 9 (models.policy.alphabet)
            max-positions: 16 | max-positions: 7       | (must fit into max-positions 7), PLACE line 73 (phases.warm-up)
            """)
    void whatARecipeSaysWrongIsNamed(String right, String wrong, String message) throws IOException {
        String recipe = Waggle.recipe(folder, "tiny.yaml", right, wrong.replace(", ", "\n"));

        assertRefused(train(recipe), message.replace("PLACE", recipe));
    }

    @Test
    void whatTheTokenizerLacksIsToldByEveryCommandThatRuns() throws IOException {
        String alphabet = "models.policy.alphabet=0123456789+";
        String recipe = Waggle.tiny(folder);
        Path arms = Files.writeString(
                folder.resolve("arms.yaml"),
                "name: arms\nseeds: [1]\nmetric: held-out/pass@1\ncolumns: []\narms: [{name: a, recipe: tiny.yaml, set: []}]\n");
        String message = "character '=' (U+003D) (the tokenizer's vocabulary lacks it), --set " + alphabet;

        assertRefused(train(recipe, "--set", alphabet), message);
        assertRefused(Waggle.run("check", recipe, "--set", alphabet), message);
        assertRefused(Waggle.run("compare", arms.toString(), "--run", run.toString(), "--set", alphabet), message);
    }

    @Test
    void aRecipeThatIsNotThereIsNamed() {
        assertRefused(train(folder + "/none.yaml"), "Cannot read " + folder + "/none.yaml: there is no such");
        assertRefused(train(folder.toString()), "Cannot read " + folder + ": it is a folder");
    }

    @Test
    void aFileThatIsNoRecipeAndOneThatIsNoJarAreNamed() throws IOException {
        Path binary = Files.write(folder.resolve("model.bin"), new byte[] {(byte) 0x80, 2, (byte) 0xff});

        assertRefused(train(binary.toString()), "Cannot read " + binary + ": it is not text (must be YAML in UTF-8)");
        assertThat(train(Waggle.tiny(folder), "--jars", binary.toString()).err())
                .startsWith("waggle: Cannot read jar " + binary + ": it is none (")
                .contains("Try 'waggle --help'.");
    }

    @Test
    void aRecipeOfAnArmThatIsNotThereIsNamedWithItsLine() throws IOException {
        Path arms = Files.writeString(
                folder.resolve("arms.yaml"),
                "name: arms\nseeds: [1]\nmetric: held-out/pass@1\ncolumns: []\narms:\n  - {name: a, recipe: none.yaml, set: []}\n");

        assertRefused(
                Waggle.run("compare", arms.toString(), "--run", run.toString()),
                "Cannot read recipe %s/none.yaml: there is no such file, %s line 6 (arms.a.recipe)"
                        .formatted(folder, arms));
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
        assertRefused(
                train(recipe, "--conf", "spark.ui.port=-3"),
                "Invalid spark.ui.port: -3 (must be from 1024 to 65535, or 0 for any)");
        assertRefused(train(recipe, "--conf", "spark.executor.memory=lots"), "Failed to parse byte string: lots");
        assertRefused(Waggle.run("train", "--resume", run.toString()), "it holds no run (recipe.yaml is missing)");
        assertRefused(Waggle.run("report", run.toString()), "there is no such folder");
        assertRefused(Waggle.run("generate", run.toString(), "1+1="), "there is no such folder");
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
        assertThat(outcome.err()).contains("\tat org.waggle.", "waggle: Cannot read " + folder);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            throws | reward likeness threw java.lang.IllegalArgumentException: no verdict on
            hangs  | reward likeness took longer than 1 s (engine.component-timeout-seconds; group
            verbose| threw java.lang.IllegalArgumentException: no verdict: none (group
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

    /** In processes of their own, whose error stream Spark's log goes to. */
    @ParameterizedTest
    @CsvSource({
        "--conf, spark.master=moon, Could not parse Master URL: 'moon'",
        "--run, hdfs://nowhere.invalid:9000/x, Cannot open the file system of hdfs://nowhere.invalid:9000/x"
    })
    void sparkAddsNothingToTheMessage(String option, String value, String message) throws Exception {
        try (WaggleProcess process = WaggleProcess.start(folder, "train", Waggle.tiny(folder), option, value)) {
            assertSaid(process.outcome(), message);
        }
    }

    @Test
    void aMasterThatDoesNotAnswerIsToldAndLeavesNoRun() throws Exception {
        Waggle.Outcome outcome = unanswered.outcome();

        assertThat(outcome.err().lines().filter(line -> !line.contains("Failed to connect to master 127.0.0.1:1")))
                .containsExactly(
                        "waggle: Cannot start Spark on spark://127.0.0.1:1: the master doesn't answer (see --master and --conf)");
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(unansweredRun).doesNotExist();
    }

    /** In a process of its own, which Spark would end. */
    @ParameterizedTest
    @ValueSource(strings = {"local[2]", "local[2,2]"})
    void aTaskWithoutMemoryIsToldInOneLine(String master) throws Exception {
        String recipe =
                Waggle.recipe(folder, "tiny.yaml", "likeness: likeness", "likeness: {type: broken, defect: exhausts}");

        try (WaggleProcess process = WaggleProcess.start(
                folder, "train", recipe, "--run", run.toString(), "--conf", "spark.master=" + master)) {
            Waggle.Outcome outcome = process.outcome();

            assertThat(outcome.err()).startsWith("waggle: Cannot go on: out of memory, Java heap space (");
            assertThat(outcome.err().lines()).as(outcome.err()).hasSize(1);
            assertThat(outcome.code()).isEqualTo(4);
        }
    }

    @Test
    void aCommandWithoutMemoryIsToldInOneLine() {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream("{\"completion\": \"1\"}\n".getBytes(StandardCharsets.UTF_8)));
        try {
            Waggle.Outcome outcome = Waggle.run("reward", "{type: broken, defect: exhausts}");

            assertThat(outcome.err()).startsWith("waggle: Cannot go on: out of memory, Java heap space (");
            assertThat(outcome.err().lines()).as(outcome.err()).hasSize(1);
            assertThat(outcome.code()).isEqualTo(4);
        } finally {
            System.setIn(before);
        }
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
