package org.waggle.driver.store;

import java.io.IOException;
import java.util.Iterator;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.hadoop.util.HadoopOutputFile;
import org.waggle.common.checkpoint.Storage;

/** Writes one file of the table of samples; for use within a task. */
public final class RolloutWriter {
    private RolloutWriter() {}

    /**
     * Writes groups to a file, which appears when it is whole; a task that runs again overwrites its own.
     *
     * @param file one of {@link RolloutTable#part}
     * @param groups in any order; taken once
     */
    public static void write(Storage storage, Path file, Iterator<ScoredRollout> groups) {
        storage.replaceBy(file, path -> writeFile(storage, path, groups));
    }

    private static void writeFile(Storage storage, Path path, Iterator<ScoredRollout> groups) throws IOException {
        Configuration configuration = storage.configuration(path);
        try (ParquetWriter<RolloutRow> writer = new Builder(HadoopOutputFile.fromPath(path, configuration))
                .withConf(configuration)
                // In an object store a task that is tried again finds the file of the first try.
                .withWriteMode(ParquetFileWriter.Mode.OVERWRITE)
                .withCompressionCodec(CompressionCodecName.ZSTD)
                .build()) {
            while (groups.hasNext()) {
                ScoredRollout group = groups.next();
                for (int place = 0; place < group.group().group().size(); place++) {
                    writer.write(new RolloutRow(group, place));
                }
            }
        }
    }

    private static final class Builder extends ParquetWriter.Builder<RolloutRow, Builder> {
        Builder(HadoopOutputFile file) {
            super(file);
        }

        @Override
        protected Builder self() {
            return this;
        }

        /** Deprecated, yet abstract. */
        @Override
        @SuppressWarnings("deprecation")
        protected WriteSupport<RolloutRow> getWriteSupport(Configuration configuration) {
            return new RowSupport();
        }
    }
}
