package org.waggle.integration;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.waggle.common.checkpoint.CheckpointStore;
import org.waggle.common.checkpoint.Ledger;
import org.waggle.common.checkpoint.LedgerEntry;
import org.waggle.common.checkpoint.Manifest;
import org.waggle.common.checkpoint.RunFolder;
import org.waggle.common.checkpoint.Storage;
import org.waggle.driver.metrics.MetricsLine;
import org.waggle.driver.run.Reports;

/**
 * What a run has left in a folder on this machine.
 *
 * @param root the folder
 */
record RunFiles(java.nio.file.Path root) {
    private static final int TINY_WARM_UP = 3;
    private static final int TINY_PROBLEMS = 8;
    private static final Storage STORAGE = new Storage(new Configuration());

    private RunFolder folder() {
        return new RunFolder(new Path(root.toUri()));
    }

    /** The model of a checkpoint, byte by byte. */
    byte[] model(int step) throws IOException {
        return model("policy", step);
    }

    /** The model of a node. */
    byte[] model(String node, int step) throws IOException {
        return Files.readAllBytes(checkpoint(step).resolve(node + "/model.safetensors"));
    }

    java.nio.file.Path checkpoint(int step) {
        return root.resolve("checkpoints/step-%06d".formatted(step));
    }

    /** Steps of the finished checkpoints. */
    List<Integer> checkpoints() {
        return new CheckpointStore(STORAGE, folder().checkpoints())
                .list().stream().map(Manifest::step).toList();
    }

    List<MetricsLine> metrics() {
        return Reports.lines(STORAGE, folder());
    }

    /** Steps in the metrics, in the order of the lines. */
    List<Integer> steps() {
        return metrics().stream().map(MetricsLine::step).toList();
    }

    List<LedgerEntry> ledger() {
        return new Ledger(STORAGE, folder().ledger()).entries();
    }

    /**
     * What a node trained on of others' groups, in phase {@code grpo} of {@code tiny.yaml}: they come after its own.
     */
    List<LedgerEntry> external() {
        return ledger().stream()
                .filter(entry -> entry.step() > TINY_WARM_UP)
                .filter(entry -> ordinal(entry) >= TINY_PROBLEMS)
                .toList();
    }

    private static int ordinal(LedgerEntry entry) {
        return Integer.parseInt(entry.group().substring(entry.group().lastIndexOf('g') + 1));
    }

    /** Every sample as text, all of its columns, in an order of its own. */
    List<String> rollouts() throws IOException {
        List<String> rows = new ArrayList<>();
        try (Stream<java.nio.file.Path> files = Files.walk(root.resolve("rollouts"))) {
            for (java.nio.file.Path file :
                    files.filter(path -> path.toString().endsWith(".parquet")).toList()) {
                read(file, rows);
            }
        }
        return rows.stream().sorted().toList();
    }

    private static void read(java.nio.file.Path file, List<String> rows) throws IOException {
        String step = String.valueOf(file.getName(file.getNameCount() - 2));
        try (ParquetReader<Group> reader = ParquetReader.builder(new GroupReadSupport(), new Path(file.toUri()))
                .withConf(STORAGE.configuration())
                .build()) {
            for (Group row = reader.read(); row != null; row = reader.read()) {
                rows.add(step + "\n" + row);
            }
        }
    }
}
