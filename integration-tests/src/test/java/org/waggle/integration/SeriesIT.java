package org.waggle.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waggle.integration.component.Faults;

/** A recipe that is started again and again, as by cron, while data come. */
class SeriesIT {
    private static final int BETTER = 0;
    private static final int NO_BETTER = 10;
    private static final int NOTHING = 99;
    private static final Instant FIRST_DAY = Instant.parse("2026-01-01T00:00:00Z");

    /** Breaks any model. */
    private static final String[] HARMFUL = {
        "--set", "phases.warm-up.optimizer.learning-rate=3", "--set", "phases.grpo.optimizer.learning-rate=3"
    };

    @TempDir
    private Path folder;

    private String recipe = "";

    @BeforeEach
    void write() throws IOException {
        String text = Files.readString(Path.of(Waggle.tiny(folder)))
                .replaceFirst("(?s)task:.*?\n\n", """
                        task:
                          type: dataset
                          path: %s
                          format: jsonl
                          columns: {prompt: q, answer: a}
                          extract: {}
                          held-out: {type: share, share: 0.2}
                          max-tokens: 9
                          too-long: drop
                          invalid: refuse

                        """.formatted(folder.resolve("data")))
                .replace("scheduled: none", """
                        scheduled:
                          type: series
                          new-data: {type: modified, settle-minutes: 0}
                          min-problems: 20
                          start: promoted
                          metric: held-out/pass@1
                          tolerance: 0
                          max-minutes: 0
                          keep-runs: 2
                        """);
        recipe = Files.writeString(folder.resolve("nightly.yaml"), text).toString();
    }

    private Path series() {
        return folder.resolve("series");
    }

    private RunFiles run(int number) {
        return new RunFiles(series().resolve("runs/%06d".formatted(number)));
    }

    private Waggle.Outcome night(String... more) {
        return Waggle.spark("local[2]", command(more));
    }

    private String[] command(String... more) {
        return Stream.concat(Stream.of("scheduled", recipe, "--series", series().toString()), Arrays.stream(more))
                .toArray(String[]::new);
    }

    /** Sums that no other day has. */
    private void arrive(int day) throws IOException {
        String text = IntStream.range(0, 100)
                .mapToObj(i ->
                        "{\"q\": \"%d%d+%d=\", \"a\": %d}".formatted(day, i / 10, i % 10, day * 10 + i / 10 + i % 10))
                .collect(Collectors.joining("\n", "", "\n"));
        arrive("day%d.jsonl".formatted(day), day, text);
    }

    private void arrive(String name, int day, String text) throws IOException {
        Path file = Files.writeString(
                Files.createDirectories(folder.resolve("data")).resolve(name), text);
        Files.setLastModifiedTime(file, FileTime.from(FIRST_DAY.plusSeconds(86400L * day)));
    }

    private List<String> sources(int number) throws IOException {
        List<String> names = new ArrayList<>();
        json(run(number).root().resolve("data/manifest.json"))
                .path("sources")
                .forEach(source -> names.add(
                        Path.of(source.path("path").asText()).getFileName().toString()));
        return names;
    }

    private static JsonNode json(Path file) throws IOException {
        return new ObjectMapper().readTree(file.toFile());
    }

    private int promoted() throws IOException {
        return json(series().resolve("promoted.json")).path("run").asInt();
    }

    private static void assertEnds(Waggle.Outcome outcome, int code, String says) {
        assertThat(outcome.code()).as(outcome.err() + outcome.out()).isEqualTo(code);
        assertThat(outcome.out().lines()).as(outcome.err()).last().asString().startsWith(says);
    }

    @Test
    void nightAfterNightTheNewDataAreTakenAndTheBetterModelStays() throws IOException {
        arrive(1);
        arrive(2);
        assertEnds(night(), BETTER, "better: held-out/pass@1 of runs/000001 after step 7 is ");
        assertThat(sources(1)).containsExactly("day1.jsonl", "day2.jsonl");

        assertEnds(night(), NOTHING, "nothing to do: no file has come since runs/000001");
        assertThat(run(2).root()).doesNotExist();

        arrive("day3.jsonl", 3, "{\"q\": \"1+1=\", \"a\": 2}\n");
        assertEnds(night(), NOTHING, "nothing to do: what has come has fewer than 20 problems to train on");
        assertThat(run(2).root().resolve("recipe.yaml")).doesNotExist();

        arrive(4);
        assertEnds(night(HARMFUL), NO_BETTER, "no better: held-out/pass@1 of runs/000002 after step 7 is ");
        assertThat(sources(2)).containsExactly("day3.jsonl", "day4.jsonl");
        assertThat(promoted()).isEqualTo(1);

        assertEnds(night(), NOTHING, "nothing to do: no file has come since runs/000002");

        arrive(5);
        assertEnds(night("--set", "scheduled.tolerance=1"), BETTER, "better: held-out/pass@1 of runs/000003");
        assertThat(sources(3)).containsExactly("day3.jsonl", "day4.jsonl", "day5.jsonl");
        assertThat(promoted()).isEqualTo(3);
        assertThat(Files.readString(run(3).root().resolve("recipe.yaml")))
                .contains("path: file:" + run(1).checkpoint(7) + "/policy");
        assertThat(run(1).root()).doesNotExist();

        Waggle.Outcome audit = Waggle.run("audit", series().toString());
        assertThat(audit.code()).as(audit.out()).isZero();
        assertThat(audit.out().lines()).hasSize(2).allMatch(line -> line.contains(": clean. "));
        Waggle.Outcome export = Waggle.run(
                "export", series().toString(), "--out", folder.resolve("model").toString());
        assertThat(export.code()).as(export.err()).isZero();
        assertThat(folder.resolve("model/model.safetensors")).hasBinaryContent(run(3).model(7));
    }

    @Test
    void aNightThatIsKilledGoesOnWithItsOwnDataToTheSameBits() throws Exception {
        arrive(1);
        assertEnds(night(), BETTER, "better");
        arrive(2);
        Path undisturbed = folder.resolve("undisturbed");
        copy(series(), undisturbed);
        Waggle.Outcome expected = Waggle.spark("local[2]", "scheduled", recipe, "--series", undisturbed.toString());

        Faults.plant(folder, "gradient-6", Faults.Kind.PAUSE);
        try (WaggleProcess process = WaggleProcess.start(folder, command())) {
            process.await(Faults.paused(folder, "gradient-6")).kill();
        }
        assertThat(run(2).root().resolve("outcome.json")).doesNotExist();
        arrive(3);
        Waggle.Outcome end = night();

        assertThat(end.code()).as(end.err()).isEqualTo(expected.code());
        assertThat(sources(2)).containsExactly("day2.jsonl");
        assertThat(run(2).model(7)).isEqualTo(new RunFiles(undisturbed.resolve("runs/000002")).model(7));
        Files.delete(series().resolve("promoted.json"));
        night();
        assertThat(sources(3)).contains("day3.jsonl").doesNotContain("day1.jsonl");
        assertThat(promoted()).isPositive();
        assertEnds(night("--always-zero"), 0, "nothing to do: no file has come since runs/000003");
    }

    @Test
    void aRunWhoseMinutesAreOverEndsWithItsLastCheckpoint() throws Exception {
        arrive(1);
        Faults.plant(folder, "gradient-6", Faults.Kind.PAUSE);
        try (WaggleProcess process = WaggleProcess.start(folder, command("--set", "scheduled.max-minutes=1"))) {
            process.await(Faults.paused(folder, "gradient-6")).kill();
        }
        Path metrics = run(1).root().resolve("metrics.jsonl");
        Files.writeString(metrics, Files.readString(metrics).replaceFirst("\"time/step\":[^,}]*", "\"time/step\":90"));

        Waggle.Outcome end = night();

        assertThat(end.code()).as(end.err()).isIn(BETTER, NO_BETTER);
        assertThat(end.out()).contains("better: held-out/pass@1 of runs/000001 after step 4 is ");
        assertThat(json(series().resolve("outcome.json")).path("step").asInt()).isEqualTo(4);
        Waggle.Outcome audit = Waggle.run("audit", run(1).root().toString());
        assertThat(audit.code()).as(audit.out()).isZero();
    }

    @Test
    void aRecipeThatIsNoSeriesIsRefusedInOneLine() throws IOException {
        String once = Waggle.recipe(folder, "tiny.yaml", "", "");
        Waggle.Outcome outcome = Waggle.spark("local[1]", "scheduled", once);

        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err())
                .isEqualTo(
                        "waggle: Invalid scheduled: none (must be of type series to be run again and again; train runs a recipe once)\n");
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path each : all.toList()) {
                Files.copy(each, to.resolve(from.relativize(each).toString()));
            }
        }
    }
}
