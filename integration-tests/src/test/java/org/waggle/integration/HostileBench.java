package org.waggle.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.waggle.common.recipe.ExchangeRecipe.Meet;
import org.waggle.common.recipe.MuteRecipe;
import org.waggle.common.recipe.OffPolicyRecipe;
import org.waggle.common.recipe.PeerLimits;
import org.waggle.common.recipe.TrustRecipe;
import org.waggle.driver.metrics.MetricsLine;
import org.waggle.executor.exchange.Uniform;
import org.waggle.executor.task.Addition;

/**
 * Three jobs that meet in a folder, each going on from the same policy, once among themselves and once with five
 * hostile members beside them; a line of JSON each: {@code -Dwaggle.bench=FILE}.
 */
class HostileBench {
    private static final int JOBS = 3;
    private static final int WARM_UP = 200;
    private static final int ROUNDS = 40;
    private static final String RECIPES = "../recipes/";
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Addition TASK = new Addition(10, 99, 99, "{a}+{b}=", 256, 0.6);

    @TempDir
    private static Path folder;

    @BeforeAll
    static void warmUp() {
        Waggle.Outcome said = Waggle.spark(
                "local[2]",
                "train",
                RECIPES + "arithmetic-grpo.yaml",
                "--run",
                folder.resolve("start").toString(),
                "--set",
                "phases.warm-up.steps=" + WARM_UP,
                "--set",
                "phases.grpo.steps=1");
        assertThat(said.code()).as(said.err()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"1, false", "1, true", "2, false", "2, true", "3, false", "3, true"})
    void threeOfEightAreHonest(int seed, boolean hostile) throws Exception {
        Path place = Files.createDirectory(folder.resolve("seed-%d-%s".formatted(seed, hostile)));
        Meet meet = meet(place.resolve("meeting"));
        if (hostile) {
            HostilePeers peers = HostilePeers.join(place, meet, TASK);
            try {
                train(place, seed);
            } finally {
                peers.leave();
            }
        } else {
            train(place, seed);
        }
        note(place, seed, hostile);
    }

    private static Meet meet(Path meeting) {
        return new Meet(
                new Uniform(),
                4,
                16,
                new OffPolicyRecipe.None(),
                false,
                meeting.toString(),
                "sums",
                "none.pem",
                new TrustRecipe.Any(),
                600,
                Meet.Unverifiable.REFUSE,
                new PeerLimits(1 << 20, 64, 64, 1 << 14, 60, 1 << 26),
                new MuteRecipe(20, -1e300, 50),
                "");
    }

    private static void train(Path place, int seed) throws Exception {
        List<WaggleProcess> jobs = new ArrayList<>();
        try {
            for (int job = 0; job < JOBS; job++) {
                jobs.add(WaggleProcess.on("local[1]", place, command(place, job, seed)));
            }
            for (WaggleProcess job : jobs) {
                Waggle.Outcome said = job.outcome(PATIENCE);
                assertThat(said.code()).as(said.err()).isZero();
            }
        } finally {
            jobs.forEach(WaggleProcess::close);
        }
    }

    private static String[] command(Path place, int job, int seed) {
        String exchange =
                "{type: meet, draw: uniform, external: 4, limit: 16, off-policy: none, publish-logp: false, path: %s, swarm: sums, identity: %s, trust: any, staleness-seconds: 600, unverifiable: refuse, limits: {file-bytes: 1048576, groups: 64, completions: 64, text-bytes: 16384, clock-seconds: 60, quarantine-bytes: 67108864}, mute: {after: 20, benefit: -1.0e300, rounds: 50}, replay: ''}"
                        .formatted(place.resolve("meeting"), place.resolve(job + ".pem"));
        List<String> command = new ArrayList<>(List.of("train", RECIPES + "swarm-sums.yaml", "--run"));
        command.add(run(place, job).toString());
        for (String value : List.of(
                "seed=" + (seed * JOBS + job),
                "nodes={}",
                "exchange=" + exchange,
                "models.policy.path=" + folder.resolve("start/checkpoints/step-000200/policy"),
                "phases.grpo.steps=" + ROUNDS)) {
            command.addAll(List.of("--set", value));
        }
        return command.toArray(String[]::new);
    }

    private static Path run(Path place, int job) {
        return place.resolve("job-" + job);
    }

    private static void note(Path place, int seed, boolean hostile) throws IOException {
        List<Double> accuracy = new ArrayList<>();
        Map<String, Double> sums = new TreeMap<>();
        double peak = 0;
        for (int job = 0; job < JOBS; job++) {
            RunFiles run = new RunFiles(run(place, job));
            MetricsLine last = run.metrics().get(ROUNDS - 1);
            accuracy.add(last.number("eval/held-out/pass@1").orElseThrow());
            peak = Math.max(peak, last.number("memory/peak_rss").orElseThrow());
            run.metrics()
                    .forEach(line -> line.numbers().forEach((name, value) -> {
                        if (name.startsWith("exchange/")) {
                            sums.merge(name, value, Double::sum);
                        }
                    }));
        }
        Map<String, Object> line = new TreeMap<>(
                Map.of("bench", "hostile", "seed", seed, "hostile", hostile, "pass@1", accuracy, "peak_rss", peak));
        line.put("exchange", sums);
        Files.writeString(
                Path.of(System.getProperty("waggle.bench")),
                new ObjectMapper().writeValueAsString(line) + "\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }
}
