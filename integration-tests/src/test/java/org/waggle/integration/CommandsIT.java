package org.waggle.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every command on a finished run. */
class CommandsIT {
    private static final int LAST = 7;

    @TempDir
    private static Path folder;

    private static String recipe = "";
    private static String run = "";

    @BeforeAll
    static void train() throws IOException {
        recipe = Waggle.tiny(folder);
        run = folder.resolve("run").toString();
        String said = done(Waggle.spark("local[2]", "train", recipe, "--run", run));
        assertThat(said).contains("step 7/7 grpo", "Done: tiny, 7 steps", "./waggle generate " + run);
    }

    @Test
    void checkSaysWhatARecipeWouldDoAndWritesNothing() {
        String said = done(Waggle.run("check", recipe, "--set", "phases.grpo.steps=2"));

        assertThat(said)
                .contains(
                        "steps: 2",
                        "# Plan",
                        "master weights and moments",
                        "  in all      gradient: ",
                        "phase         grpo: 2 steps of 8 problems, 32 completions",
                        "sampling      a completion is the same whatever this processor decodes beside it");
        assertThat(Path.of("runs")).doesNotExist();
    }

    @Test
    void evaluateMeasuresWhatTheRunMeasured() throws IOException {
        RunFiles files = new RunFiles(Path.of(run));
        double atEnd =
                files.metrics().get(LAST - 1).number("eval/held-out/pass@1").orElseThrow();

        String said = done(Waggle.spark("local[2]", "evaluate", run, "--checkpoint", "7"));

        assertThat(said).containsPattern("held-out/pass@1 +" + String.format(Locale.ROOT, "%.4f", atEnd));
    }

    @Test
    void evaluateTakesTheFolderOfAModelAndARecipe() {
        String model =
                new RunFiles(Path.of(run)).checkpoint(LAST).resolve("policy").toString();

        assertThat(done(Waggle.spark("local[1]", "evaluate", model, "--recipe", recipe)))
                .contains("held-out/pass@1");
    }

    @Test
    void evaluateMeasuresAModelOnAnyTask() {
        String task = "{type: addition, min-operand: 1, max-operand: 20, max-sum: 20, prompt: '{a}+{b}=', held-out: 16,"
                + " demonstration-noise: 0}";
        Waggle.Outcome outcome =
                Waggle.run("evaluate", "--model", run, "--task", task, "--samples=4", "--max-tokens=3", "--json");

        assertThat(done(outcome))
                .containsPattern("(?s)\"maj@1\" : .*\"maj@4\" : .*\"pass@1\" : .*\"pass@4\" : ")
                .containsPattern("\"mean\" : [01][.][0-9]+,\\s+\"standard_error\" : [0-9.E-]+");
        assertThat(outcome.err()).contains("16 of 16 problems");
    }

    /** A task whose problems are in files. */
    private static String onFiles() throws IOException {
        Path data = Files.writeString(folder.resolve("sums.jsonl"), """
                {"q": "1+1=", "a": "2"}
                {"q": "2+3=", "a": "5"}
                """);
        Path heldOut = Files.writeString(folder.resolve("held-out.jsonl"), """
                {"q": "4+4=", "a": "8"}
                {"q": "4+5=", "a": "9"}
                {"q": "3+3=", "a": "6"}
                """);
        return """
                task:
                  type: dataset
                  path: %s
                  format: jsonl
                  columns: {prompt: q, answer: a}
                  extract: {}
                  held-out:
                    type: files
                    path: %s
                  max-tokens: 9
                  too-long: drop
                  invalid: refuse
                rewards:
                  right: exact-match
                """.formatted(data, heldOut);
    }

    @Test
    void evaluateMeasuresAModelOnFiles() throws IOException {
        String[] command = {
            "evaluate", "--model", run, "--task", onFiles(), "--samples=4", "--k=1,2,4", "--max-tokens=3", "--json"
        };
        Waggle.Outcome outcome = Waggle.spark("local[1]", command);

        JsonNode measured = new ObjectMapper().readTree(done(outcome));
        assertThat(measured.fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("maj@1", "maj@2", "maj@4", "pass@1", "pass@2", "pass@4");
        assertThat(measured.at("/pass@4/mean").doubleValue())
                .isBetween(measured.at("/pass@1/mean").doubleValue(), 1.0);
        assertThat(outcome.err()).contains("2 to train on, 3 held out", "3 of 3 problems");
    }

    @Test
    void aFinishedRunSaysThatItWasFinished() {
        assertThat(done(Waggle.spark("local[1]", "train", "--resume", run)))
                .contains("Already finished: tiny, 7 steps; nothing was left to do.");
    }

    @Test
    void generateCompletesPrompts() {
        String said =
                done(Waggle.run("generate", run, "1+1=", "2+3=", "--samples=2", "--temperature=1", "--max-tokens=3"));

        assertThat(said.lines()).hasSize(4);
        assertThat(said.lines().map(line -> line.substring(0, 4))).containsExactly("1+1=", "1+1=", "2+3=", "2+3=");
        assertThat(done(Waggle.run(
                        "generate", run, "1+1=", "2+3=", "--samples=2", "--temperature=1", "--max-tokens=3")))
                .isEqualTo(said);
    }

    @Test
    void aSingleCompletionIsTheSameWhileItStreams() {
        String first = done(Waggle.run(
                        "generate", run, "1+1=", "2+3=", "--samples=2", "--temperature=1", "--max-tokens=3"))
                .lines()
                .findFirst()
                .orElseThrow();

        assertThat(done(Waggle.run(
                        "generate", "--model", run, "--prompt", "1+1=", "--temperature=1", "--max-tokens=3")))
                .isEqualTo(first + "\n");
    }

    @Test
    void aModelWithoutATemplateIsGivenNoChat() {
        Waggle.Outcome generate = Waggle.run("generate", run, "--chat", "1+1=");

        assertThat(generate.code()).isEqualTo(2);
        assertThat(generate.err())
                .contains("Cannot render a chat: the model has no chat template")
                .contains("give it plain prompts");
    }

    /** In a process of its own, since Spark's show() writes to where standard output first went. */
    @Test
    void rolloutsAnswersSql() throws Exception {
        String sql = "SELECT step, count(*) AS n FROM rollouts GROUP BY step ORDER BY step";

        try (WaggleProcess process = WaggleProcess.start(folder, "rollouts", run, sql)) {
            assertThat(done(process.outcome())).containsPattern("(?s)4\\| *32.*5\\| *32.*6\\| *32.*7\\| *32");
        }
    }

    @Test
    void aQueryThatIsWrongIsRefused() {
        Waggle.Outcome wrong = Waggle.spark("local[1]", "rollouts", run, "SELECT nothing FROM rollouts");

        assertThat(wrong.code()).isEqualTo(2);
        assertThat(wrong.err())
                .startsWith("waggle: Cannot run the query over " + run)
                .doesNotContain("\tat ");
    }

    @Test
    void aMasterThatIsMisspeltIsNotTheQuerys() {
        assertThat(Waggle.run("rollouts", run, "--master", "moon").err())
                .isEqualTo("waggle: Cannot start Spark on moon: Could not parse Master URL: 'moon'"
                        + " (see --master and --conf)\n");
    }

    @Test
    void reportIsWrittenAnew() throws IOException {
        Path report = Path.of(run, "report.html");
        Files.writeString(report, "old");

        assertThat(done(Waggle.run("report", run))).isEqualTo(report + "\n");
        assertThat(report).content().contains("<svg", "eval", "<h1>tiny</h1>");
    }

    @Test
    void aDamagedCheckpointIsSkippedByResumeAndRefusedByGenerate() throws IOException {
        RunFiles damaged = new RunFiles(folder.resolve("damaged"));
        copy(Path.of(run), damaged.root());
        Path model = damaged.checkpoint(LAST).resolve("policy/model.safetensors");
        try (RandomAccessFile file = new RandomAccessFile(model.toFile(), "rw")) {
            file.setLength(file.length() / 2);
        }

        Waggle.Outcome generate = Waggle.run("generate", damaged.root().toString(), "1+1=");
        assertThat(generate.code()).isEqualTo(2);
        assertThat(generate.err().lines()).hasSize(1).first().asString().contains("model.safetensors");

        String said = done(
                Waggle.spark("local[2]", "train", "--resume", damaged.root().toString()));
        assertThat(said).contains("warning: Cannot read checkpoint", "policy/model.safetensors is damaged", "step 7/7");
        assertThat(damaged.steps()).containsExactly(1, 2, 3, 4, 5, 6, 7);
        assertThat(damaged.model(LAST)).isEqualTo(new RunFiles(Path.of(run)).model(LAST));
    }

    @Test
    void aModelIsOpenedWhateverBecameOfItsOptimizer() throws IOException {
        RunFiles damaged = new RunFiles(folder.resolve("without-optimizer"));
        copy(Path.of(run), damaged.root());
        Files.writeString(damaged.checkpoint(LAST).resolve("policy-optimizer/shard-00000.safetensors"), "damaged");

        assertThat(done(Waggle.run("generate", damaged.root().toString(), "1+1=")))
                .startsWith("1+1=");
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path path : all.toList()) {
                Files.copy(path, to.resolve(from.relativize(path).toString()));
            }
        }
    }

    @Test
    void armsOfAComparisonShareTheirWarmUp() throws IOException {
        Path arms = Files.writeString(folder.resolve("arms.yaml"), """
                name: arms
                seeds: [1, 2]
                metric: held-out/pass@1
                columns: [reward/mean]
                arms:
                  - name: plain
                    recipe: tiny.yaml
                    set: [phases.warm-up.steps=1, phases.grpo.steps=2]
                  - name: picky
                    recipe: tiny.yaml
                    set: [phases.warm-up.steps=1, phases.grpo.steps=2, phases.grpo.selector=drop-zero-variance]
                """);
        Path root = folder.resolve("comparison");
        String[] command = {"compare", arms.toString(), "--run", root.toString()};

        assertThat(done(Waggle.spark("local[2]", command))).contains("| plain |", "| picky |");

        assertThat(folders(root, "warm-up-")).hasSize(2);
        assertThat(folders(root, "")).hasSize(6);
        assertThat(root.resolve("report.html")).content().contains("<svg");
        RunFiles arm = new RunFiles(root.resolve("picky-seed-2"));
        assertThat(arm.steps()).containsExactly(1, 2, 3);
        byte[] model = arm.model(3);
        assertThat(model).isNotEqualTo(new RunFiles(root.resolve("plain-seed-1")).model(3));
        assertThat(done(Waggle.spark("local[2]", command)).lines().filter(line -> line.startsWith("step ")))
                .isEmpty();
        assertThat(arm.model(3)).isEqualTo(model);
    }

    @Test
    void compareRefusesAMetricThatNoArmHasAndFoldersOfOthers() throws IOException {
        String arms = """
                name: arms
                seeds: [1]
                metric: held-out/pass@1
                columns: [reward/mean]
                arms:
                  - {name: plain, recipe: tiny.yaml, set: []}
                """;
        Path sound = Files.writeString(folder.resolve("sound.yaml"), arms);
        Path unsound = Files.writeString(folder.resolve("unsound.yaml"), arms.replace("pass@1", "pass@9"));
        Path root = folder.resolve("taken");
        Path note = Files.writeString(
                Files.createDirectories(root.resolve("plain-seed-1")).resolve("note"), "mine");

        assertThat(Waggle.run("compare", unsound.toString(), "--run", root.toString())
                        .err())
                .startsWith(
                        "waggle: Invalid metric: held-out/pass@9 (must be one of [held-out/pass@1], which arm plain");
        assertThat(Waggle.spark("local[1]", "compare", sound.toString(), "--run", root.toString())
                        .err())
                .isEqualTo("waggle: Cannot start in %s: it is not empty (remove that folder, or choose another --run)\n"
                        .formatted(note.getParent()));
        assertThat(note).hasContent("mine");
    }

    private static List<String> folders(Path root, String prefix) throws IOException {
        try (Stream<Path> entries = Files.list(root)) {
            return entries.filter(Files::isDirectory)
                    .map(path -> path.getFileName().toString())
                    .filter(name -> name.startsWith(prefix))
                    .toList();
        }
    }

    private static String done(Waggle.Outcome outcome) {
        assertThat(outcome.code())
                .as(Arrays.toString(new String[] {outcome.out(), outcome.err()}))
                .isZero();
        return outcome.out();
    }
}
