package org.waggle.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waggle.common.checkpoint.LedgerEntry;

/** Jobs that meet in a folder: one has been there, another joins, is killed, goes on, and is replayed. */
class MeetIT {
    private static final int LAST = 7;

    @TempDir
    private static Path folder;

    private static MeetingJobs jobs = new MeetingJobs(Path.of(""), "", "");
    private static RunFiles joined = new RunFiles(Path.of(""));

    @BeforeAll
    static void meet() throws Exception {
        jobs = MeetingJobs.in(folder, folder.resolve("meeting").toString());
        run(folder.resolve("ben"), 2);
        damage(files().get(0));
        joined = new RunFiles(folder.resolve("ada"));
        String[] ada = jobs.command(joined.root().toString(), 1);
        try (WaggleProcess process = WaggleProcess.on("local[2]", folder, ada)) {
            process.await(() -> joined.steps().contains(5)).kill();
        }
        Waggle.Outcome end =
                Waggle.spark("local[1]", "train", "--resume", joined.root().toString());
        assertThat(end.code()).as(end.err()).isZero();
    }

    private static void run(Path run, int seed, String... more) {
        Waggle.Outcome outcome = Waggle.spark("local[2]", jobs.command(run.toString(), seed, more));
        assertThat(outcome.code()).as(outcome.err()).isZero();
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("meeting"))) {
            return files.filter(file -> file.toString().endsWith(".waggle"))
                    .sorted()
                    .toList();
        }
    }

    /** As if somebody had written under another's name. */
    private static void damage(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 1] ^= 1;
        Files.write(file, bytes);
    }

    @Test
    void whatAPeerSharedIsTrainedOnAndCleanlyKept() throws IOException {
        List<LedgerEntry> external = joined.external();
        assertThat(external).isNotEmpty();
        String peer =
                Waggle.run("swarm-key", folder.resolve("ben.pem").toString()).out();
        String fingerprint = peer.substring(peer.indexOf("# ") + 2).strip();
        assertThat(joined.rollouts().stream().filter(row -> row.contains("sender_round")))
                .isNotEmpty()
                .allSatisfy(row -> assertThat(row).contains(fingerprint + "/policy"));
        Waggle.Outcome audit = Waggle.run("audit", joined.root().toString());
        assertThat(audit.code()).as(audit.out()).isZero();
    }

    @Test
    void whatIsDamagedIsCountedAndKeptAside() throws IOException {
        double rejected = joined.metrics().stream()
                .mapToDouble(line -> line.number("exchange/rejected/signature").orElse(0))
                .sum();
        assertThat(rejected).isEqualTo(1);
        try (Stream<Path> kept = Files.list(joined.root().resolve("exchange/quarantine"))) {
            assertThat(kept).singleElement().asString().contains("signature.");
        }
    }

    @Test
    void theExchangeIsMeasured() {
        Map<String, Double> numbers = joined.metrics().get(LAST - 1).numbers();
        assertThat(numbers.get("exchange/filled")).isGreaterThan(0).isLessThanOrEqualTo(1);
        assertThat(numbers)
                .containsKeys("exchange/external_logp", "exchange/files", "exchange/listings", "exchange/bytes_read");
    }

    @Test
    void aRunIsReplayedFromItsRecord() throws IOException {
        RunFiles replayed = new RunFiles(folder.resolve("again"));
        run(
                replayed.root(),
                1,
                "--set",
                "exchange.replay=" + joined.root(),
                "--set",
                "exchange.path=" + folder.resolve("elsewhere"));

        assertThat(replayed.model(LAST)).isEqualTo(joined.model(LAST));
        assertThat(replayed.ledger()).isEqualTo(joined.ledger());
        assertThat(replayed.rollouts()).isEqualTo(joined.rollouts());
        assertThat(folder.resolve("elsewhere")).doesNotExist();
    }
}
