package org.waggle.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waggle.common.checkpoint.LedgerEntry;
import org.waggle.driver.metrics.MetricsLine;

/** Several policies in one run: of two sizes and two tokenizers, one frozen, that share their rollouts as text. */
class SwarmIT {
    private static final int LAST = 7;
    private static final List<String> NODES = List.of("ada", "ben", "cyd");

    @TempDir
    private static Path folder;

    private static String recipe = "";
    private static RunFiles expected = new RunFiles(Path.of(""));

    @BeforeAll
    static void runOnOneThread() throws IOException {
        String tiny = Files.readString(Path.of(Waggle.tiny(folder)));
        String small = tiny.substring(tiny.indexOf("  policy:\n"), tiny.indexOf("task:\n"));
        String other = small.replace("  policy:", "  other:")
                .replace("\"0123456789+=\"", "\"=+9876543210 abc\"")
                .replace("hidden-size: 32", "hidden-size: 48");
        String swarm = """
                nodes:
                  ada:
                  ben:
                    model: other
                    optimizers: {grpo: {learning-rate: 5e-4}}
                  cyd:
                    seed: 77
                    frozen-in: [grpo]

                exchange:
                  type: share
                  draw: uniform
                  external: 3
                  limit: 8
                  off-policy: {type: truncated, threshold: 2}
                  publish-logp: true

                phases:
                """;
        recipe = Files.writeString(
                        folder.resolve("swarm.yaml"),
                        tiny.replace("task:\n", other + "task:\n").replace("phases:\n", swarm))
                .toString();
        String run = folder.resolve("expected").toString();
        Waggle.Outcome outcome = Waggle.spark("local[1]", "train", recipe, "--run", run);
        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(outcome.out()).contains("ada  ").contains("mean  ");
        expected = new RunFiles(Path.of(run));
    }

    @Test
    void killedAndResumedItEndsWithTheSameBitsOfEveryNode() throws Exception {
        RunFiles run = new RunFiles(folder.resolve("run"));
        try (WaggleProcess process =
                WaggleProcess.start(folder, "train", recipe, "--run", run.root().toString())) {
            process.await(() -> run.steps().contains(5)).kill();
        }

        Waggle.Outcome end =
                Waggle.spark("local[2]", "train", "--resume", run.root().toString());

        assertThat(end.code()).as(end.err()).isZero();
        assertThat(run.ledger()).isEqualTo(expected.ledger());
        assertThat(run.rollouts()).isEqualTo(expected.rollouts());
        for (String node : NODES) {
            assertThat(run.model(node, LAST)).as(node).isEqualTo(expected.model(node, LAST));
        }
        assertThat(Waggle.run("audit", run.root().toString()).code()).isZero();
    }

    @Test
    void everyNodeTrainsOnItsOwn() throws IOException {
        assertThat(expected.model("ada", LAST)).isNotEqualTo(expected.model("ada", 4));
        assertThat(expected.model("ben", LAST)).isNotEqualTo(expected.model("ben", 4));
        assertThat(expected.model("cyd", LAST)).isEqualTo(expected.model("cyd", 4));
        assertThat(expected.model("ada", LAST)).isNotEqualTo(expected.model("cyd", LAST));
    }

    @Test
    void whatOthersDrewIsTrainedOnAsTheReceiversAndSaysWhoDrewIt() throws IOException {
        List<LedgerEntry> external = expected.external();

        assertThat(external)
                .isNotEmpty()
                .allSatisfy(entry -> assertThat(entry.node()).isLessThan(2));
        assertThat(expected.rollouts().stream().filter(row -> row.contains("sender_logp")))
                .isNotEmpty()
                .allSatisfy(row -> assertThat(row).contains("sender_round"));
    }

    @Test
    void theExchangeIsMeasured() {
        MetricsLine last = expected.metrics().get(LAST - 1);
        Map<String, Double> numbers = last.numbers();

        assertThat(last.node()).isEqualTo("mean");
        assertThat(numbers.get("exchange/filled")).isGreaterThan(0).isLessThanOrEqualTo(1);
        assertThat(numbers.get("exchange/external_logp")).isNegative();
        assertThat(numbers)
                .containsKeys(
                        "exchange/training_reward",
                        "node/ada/reward/mean",
                        "node/ben/exchange/filled",
                        "node/cyd/eval/held-out/pass@1")
                .doesNotContainKey("node/cyd/exchange/filled");
    }
}
