package org.waggle.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Disks that are full: small ones in memory, which the system lets everybody mount in a namespace of their own. */
class FullDiskIT {
    /** Mounts a disk at {@code $0} of {@code $1} KiB, runs what follows, and keeps what is on the disk. */
    private static final String ON_SMALL_DISK =
            "mount -t tmpfs -o size=$1k tmpfs \"$0\" || exit 99; shift; \"$@\"; code=$?; cp -r \"$0\" \"$0.kept\"; exit $code";

    @TempDir
    private Path folder;

    private DisturbedRuns runs;

    @BeforeEach
    void undisturbed() throws IOException {
        runs = DisturbedRuns.in(folder);
    }

    @Test
    void aRunFolderThatIsFullIsOneMessageAndTheRunGoesOnFromItsCheckpoint() throws Exception {
        Path disk = Files.createDirectory(folder.resolve("disk"));

        Waggle.Outcome outcome = train(disk, 400, "train", runs.recipe(), "--run", disk + "/run");

        // A task meets it as an error of the stream, which doesn't say which file; the driver says which.
        assertThat(told(outcome)).startsWith("waggle: Cannot ").contains("No space left on device");
        assertGoesOn(folder.resolve("disk.kept/run"));
    }

    @Test
    void aDiskOfSparksThatIsFullIsOneMessageAndTheRunGoesOnFromItsCheckpoint() throws Exception {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        Path run = folder.resolve("run");

        Waggle.Outcome outcome =
                train(disk, 100, "train", runs.recipe(), "--run", run.toString(), "--conf", "spark.local.dir=" + disk);

        assertThat(told(outcome))
                .startsWith("waggle: Cannot go on: a disk is full, ")
                .contains("spark.local.dir");
        assertGoesOn(run);
    }

    private Waggle.Outcome train(Path disk, int kibibytes, String... arguments) throws Exception {
        List<String> starter = new ArrayList<>(
                List.of("unshare", "-rm", "sh", "-c", ON_SMALL_DISK, disk.toString(), String.valueOf(kibibytes)));
        try (WaggleProcess process =
                WaggleProcess.under(starter, folder, Waggle.onSpark("local[2]", List.of(arguments)))) {
            return process.outcome();
        }
    }

    private static String told(Waggle.Outcome outcome) {
        assertThat(outcome.code())
                .as("99 and 1 mean that this test may not mount a disk (unshare -rm). %s", outcome.err())
                .isEqualTo(4);
        List<String> messages =
                outcome.err().lines().filter(line -> line.startsWith("waggle:")).toList();
        assertThat(messages).hasSize(1);
        return messages.get(0);
    }

    private void assertGoesOn(Path root) throws IOException {
        Waggle.Outcome audit = Waggle.run("audit", root.toString());
        assertThat(audit.code()).as(audit.out()).isZero();
        Waggle.Outcome resumed =
                Waggle.spark("local[2]", "train", runs.recipe(), "--resume", "auto", "--run", root.toString());
        assertThat(resumed.code()).as(resumed.err()).isZero();
        RunFiles run = new RunFiles(root);
        assertThat(run.model(DisturbedRuns.LAST)).isEqualTo(runs.expected().model(DisturbedRuns.LAST));
        assertThat(run.ledger()).isEqualTo(runs.expected().ledger());
    }
}
