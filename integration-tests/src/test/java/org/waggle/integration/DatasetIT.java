package org.waggle.integration;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.waggle.common.checkpoint.Storage;
import org.waggle.driver.spark.SparkSessions;

/** Problems from files, from the command line. */
class DatasetIT {
    private static final int PROBLEMS = 200;

    @TempDir
    private Path folder;

    /** The recipe {@code tiny.yaml} with problems from {@code folder/data}. */
    private String recipe(String format, String columns, String extract) throws IOException {
        String recipe = Waggle.tiny(folder);
        String task = """
                task:
                  type: dataset
                  path: %s
                  format: %s
                  columns: {%s}
                  extract: {%s}
                  held-out:
                    type: share
                    share: 0.2
                  max-tokens: 9
                  too-long: drop
                  invalid: refuse

                """.formatted(folder.resolve("data"), format, columns, extract);
        String changed =
                Files.readString(Path.of(recipe)).replaceFirst("(?s)task:.*?\n\n", Matcher.quoteReplacement(task));
        return Files.writeString(Path.of(recipe), changed).toString();
    }

    private Path data(String name, String text) throws IOException {
        Files.createDirectories(folder.resolve("data"));
        return Files.writeString(folder.resolve("data").resolve(name), text);
    }

    private static String sums(String line) {
        return IntStream.range(0, PROBLEMS)
                .mapToObj(i -> line.formatted(i / 10, i % 10, i / 10 + i % 10))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static Waggle.Outcome check(String recipe) {
        return Waggle.spark("local[1]", "check", recipe);
    }

    @Test
    void aRunReadsItsFilesOnceAndEveryCommandAfterwardsItsSnapshot() throws IOException {
        String recipe = recipe("jsonl", "prompt: q, answer: a", "answer: \"#### (.+)\"");
        Path file = data("sums.jsonl", sums("{\"q\": \"%d+%d=\", \"a\": \"so #### %d\"}"));
        String whole = folder.resolve("whole").toString();
        String resumed = folder.resolve("resumed").toString();

        String said = done(Waggle.spark("local[2]", "train", recipe, "--run", whole));
        done(Waggle.spark("local[1]", "train", recipe, "--run", resumed));
        Files.delete(file);
        RunFiles run = new RunFiles(Path.of(resumed));
        for (int step = 4; step <= 7; step++) {
            new Storage(new Configuration())
                    .delete(new org.apache.hadoop.fs.Path(run.checkpoint(step).toUri()));
        }
        done(Waggle.spark("local[1]", "train", "--resume", resumed));

        assertThat(said).containsPattern("data: 200 rows: 1[5-7]\\d to train on, [34]\\d held out\n");
        assertThat(run.model(7)).isEqualTo(new RunFiles(Path.of(whole)).model(7));
        assertThat(run.metrics().get(6).number("data/epoch").orElseThrow()).isBetween(0.1, 2.0);
        assertThat(done(Waggle.spark("local[1]", "evaluate", whole))).contains("held-out/pass@1");
    }

    @Test
    void executorsOfTheirOwnReadTheSnapshot() throws IOException {
        String recipe = recipe("jsonl", "prompt: q, answer: a", "");
        data("sums.jsonl", sums("{\"q\": \"%d+%d=\", \"a\": %d}"));

        Files.createDirectories(Path.of(Objects.requireNonNull(System.getenv("SPARK_HOME")), "jars"));

        String said = done(Waggle.spark(
                "local-cluster[2,1,1024]",
                "train",
                recipe,
                "--run",
                folder.resolve("run").toString(),
                "--conf",
                "spark.executor.memory=1g",
                "--set",
                "phases.warm-up.steps=1",
                "--set",
                "phases.grpo.steps=1"));

        assertThat(said).contains("Done: tiny, 2 steps");
    }

    @Test
    void everyFormatGivesTheSameProblems() throws IOException {
        data("sums.csv", "q,a\n" + sums("%d+%d=,%d"));
        data("sums.jsonl", sums("{\"q\": \"%d+%d=\", \"a\": %d}"));
        data("sums.txt", sums("%d+%d="));
        String source = folder.resolve("data/sums.jsonl").toString();
        try (SparkSession spark = SparkSessions.sql("test", "local[1]", Map.of())) {
            // Columns that nobody asks for have types of all kinds.
            spark.read()
                    .json(source)
                    .selectExpr(
                            "*",
                            "array(named_struct('role', q, 'right', true)) as l",
                            "map(q, cast(q as binary)) as m",
                            "cast('2024-01-01' as timestamp_ntz) as t")
                    .write()
                    .parquet(folder.resolve("data/sums.parquet").toString());
        }

        String jsonl = counts(check(recipe("jsonl", "prompt: q, answer: a", "")));

        assertThat(jsonl).startsWith("# data: 200 rows: ");
        assertThat(counts(check(recipe("csv", "prompt: q, answer: a", "")))).isEqualTo(jsonl);
        assertThat(counts(check(recipe("parquet", "prompt: q, answer: a", "")))).isEqualTo(jsonl);
        assertThat(counts(check(recipe("text", "prompt: text, answer: text", ""))))
                .isEqualTo(jsonl);
    }

    @Test
    void duplicatesAndWhatIsTooLongAreCounted() throws IOException {
        data(
                "sums.jsonl",
                sums("{\"q\": \"%d+%d=\", \"a\": %d}")
                        + "{\"q\": \"1+1=\", \"a\": 2}\n\n{\"q\": \"1234567+1=\", \"a\": 1}\n");

        assertThat(counts(check(recipe("jsonl", "prompt: q, answer: a", ""))))
                .startsWith("# data: 202 rows: ")
                .endsWith(" held out, 1 said twice, 1 dropped as too long");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"q": "1+1=", "a": 2}~{"q": null, "a": 2}    | sums.jsonl line 2: column 'q' is null (mend it, or set task.invalid=drop)
            {"q": "1+1=", "a": 2}~{"Q": "1+1=", "a": 2}  | sums.jsonl line 2: it has no column 'q' (it has: Q, a)
            {"q": "1+1=", "a": 2}~~{"q": "1+1=", "a      | sums.jsonl line 3: it cannot be read as JSON
            {"q": "B\u00e4r", "a": 2}                    | sums.jsonl line 1: it cannot be read as JSON (Invalid UTF-8
            {"q": 11, "a": 2}                            | sums.jsonl line 1: column 'q' is a number (must be text)
            ~                                            | no problem is left of its rows (0 rows: 0 to train on, 0 held out)
            {"q": "123456789=", "a": 2}                  | no problem is left of its rows (1 rows: 0 to train on, 0 held out, 1 dropped as too long)
            {"q": "1+1=", "a": 2}                        | Invalid evaluators.held-out.problems: 16 (must be at most the task's 0 held-out problems)
            """)
    void whatIsWrongWithDataIsSaidInOneLine(String lines, String message) throws IOException {
        String recipe = recipe("jsonl", "prompt: q, answer: a", "");
        data("sums.jsonl", "");
        Files.write(folder.resolve("data/sums.jsonl"), lines.replace('~', '\n').getBytes(ISO_8859_1));

        assertRefused(check(recipe), message);
    }

    @Test
    void filesAndColumnsThatAreNotThereAreNamed() throws IOException {
        String csv = recipe("csv", "prompt: q, answer: a", "");

        assertRefused(check(csv), "Cannot read data " + folder + "/data: there is no such file or folder");
        data("sums.txt", "1+1=\n");
        assertRefused(check(csv), "Cannot read data " + folder + "/data: no file in it ends in .csv (see format)");
        data("sums.csv", "question,a\n1+1=,2\n");
        assertRefused(check(csv), "it has no column 'q' (it has: question, a)");
        data("sums.csv", "q,a\n1+1=,2\n1+2=,3,4\n");
        assertRefused(check(csv), "sums.csv row 2: its values are not those of the columns in the first line");
        Files.write(folder.resolve("data/sums.csv"), "q,a\n1+1=,2\nB\u00e4r,3\n".getBytes(ISO_8859_1));
        assertRefused(check(csv), "sums.csv row 2: column 'q' is not UTF-8");
        data("sums.parquet", "no parquet");
        assertRefused(check(recipe("parquet", "prompt: q, answer: a", "")), "sums.parquet");
    }

    @Test
    void aRunThatCannotStartLeavesNoneBehind() throws IOException {
        String recipe = recipe("jsonl", "prompt: q, answer: a", "");
        Path file = data("sums.jsonl", "{}\n");
        String run = folder.resolve("run").toString();

        assertRefused(
                Waggle.spark("local[1]", "train", recipe, "--run", run), "sums.jsonl line 1: it has no column 'q'");
        Files.writeString(file, sums("{\"q\": \"%d+%d=\", \"a\": %d}"), UTF_8);

        done(Waggle.spark("local[1]", "train", recipe, "--run", run, "--set", "phases.grpo.steps=1"));
    }

    private static String counts(Waggle.Outcome outcome) {
        return done(outcome)
                .lines()
                .filter(line -> line.startsWith("# data: "))
                .findFirst()
                .orElse("");
    }

    private static String done(Waggle.Outcome outcome) {
        assertThat(outcome.code()).as(outcome.err()).isZero();
        return outcome.out();
    }

    private static void assertRefused(Waggle.Outcome outcome, String message) {
        assertThat(outcome.err()).startsWith("waggle: ").contains(message).doesNotContain("\tat ");
        assertThat(outcome.err().lines()).as(outcome.err()).hasSize(1);
        assertThat(outcome.code()).isEqualTo(2);
    }
}
