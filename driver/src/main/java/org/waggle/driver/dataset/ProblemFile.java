package org.waggle.driver.dataset;

import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroupFactory;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.hadoop.util.HadoopOutputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.waggle.common.checkpoint.Storage;
import org.waggle.common.data.Chat;
import org.waggle.common.data.Problem;

/** One Parquet file of problems, in row groups small enough to be read for a single one; pages carry checksums. */
final class ProblemFile implements AutoCloseable {
    static final MessageType SCHEMA = MessageTypeParser.parseMessageType("""
            message problem {
              required binary id (STRING);
              required binary prompt (STRING);
              required binary chat (STRING);
              required binary answer (STRING);
              required binary extra (STRING);
            }
            """);

    private static final int GROUP_ROWS = 1000;
    private static final long GROUP_BYTES = 1 << 20;

    private final Path path;
    private final ParquetWriter<Group> writer;

    private ProblemFile(Path path, ParquetWriter<Group> writer) {
        this.path = path;
        this.writer = writer;
    }

    /** Opens a file for writing, in place of what a task that didn't finish has left of it. */
    static ProblemFile create(Storage storage, Path path) throws IOException {
        Configuration configuration = storage.configuration(path);
        return new ProblemFile(
                path,
                ExampleParquetWriter.builder(HadoopOutputFile.fromPath(path, configuration))
                        .withType(SCHEMA)
                        .withConf(configuration)
                        .withWriteMode(ParquetFileWriter.Mode.OVERWRITE)
                        .withRowGroupRowCountLimit(GROUP_ROWS)
                        .withRowGroupSize(GROUP_BYTES)
                        .withCompressionCodec(CompressionCodecName.ZSTD)
                        .build());
    }

    void write(Problem problem) throws IOException {
        writer.write(new SimpleGroupFactory(SCHEMA)
                .newGroup()
                .append("id", problem.id())
                .append("prompt", problem.prompt())
                .append("chat", problem.chat().json())
                .append("answer", problem.answer())
                .append("extra", ExtraText.of(problem.extra())));
    }

    Path path() {
        return path;
    }

    @Override
    public void close() throws IOException {
        writer.close();
    }

    /** The problem in a row. */
    static Problem problem(Group row) {
        return new Problem(
                row.getString("id", 0),
                row.getString("prompt", 0),
                new Chat(row.getString("chat", 0)),
                row.getString("answer", 0),
                ExtraText.parse(row.getString("extra", 0)));
    }
}
