package org.waggle.driver.dataset;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.HadoopReadOptions;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.RecordReader;
import org.waggle.common.checkpoint.Storage;
import org.waggle.common.data.Problem;
import org.waggle.common.failure.RunException;

/**
 * Reads the problems of one file by row group.
 *
 * @param storage where it lies
 * @param path the file
 * @param footer where its row groups are
 */
record ProblemReader(Storage storage, Path path, ParquetMetadata footer) {
    /** Reads where the row groups are. */
    static ProblemReader open(Storage storage, Path path) {
        try (ParquetFileReader reader =
                ParquetFileReader.open(HadoopInputFile.fromPath(path, storage.configuration(path)))) {
            return new ProblemReader(storage, path, reader.getFooter());
        } catch (IOException | RuntimeException e) {
            throw damaged(path, e);
        }
    }

    /** The row group that a row from 0 lies in. */
    Place place(long row) {
        long left = row;
        List<BlockMetaData> groups = footer.getBlocks();
        for (int group = 0; group < groups.size(); group++) {
            if (left < groups.get(group).getRowCount()) {
                return new Place(group, (int) left);
            }
            left -= groups.get(group).getRowCount();
        }
        throw new IllegalStateException("Cannot read row %d of %s: it has fewer".formatted(row, path));
    }

    /** Bytes of a row group before compression. */
    long bytes(int group) {
        return footer.getBlocks().get(group).getTotalByteSize();
    }

    /** All problems of a row group; checksums are verified. */
    List<Problem> read(int group) {
        try (ParquetFileReader reader = ParquetFileReader.open(
                HadoopInputFile.fromPath(path, storage.configuration(path)),
                HadoopReadOptions.builder(storage.configuration(path))
                        .usePageChecksumVerification()
                        .build())) {
            PageReadStore pages = reader.readRowGroup(group);
            RecordReader<Group> rows = new ColumnIOFactory()
                    .getColumnIO(ProblemFile.SCHEMA)
                    .getRecordReader(pages, new GroupRecordConverter(ProblemFile.SCHEMA));
            List<Problem> problems = new ArrayList<>();
            for (long row = 0; row < pages.getRowCount(); row++) {
                problems.add(ProblemFile.problem(rows.read()));
            }
            return problems;
        } catch (IOException | RuntimeException e) {
            throw damaged(path, e);
        }
    }

    private static RunException damaged(Path path, Exception e) {
        return new RunException(
                org.waggle.common.failure.FailureKind.INPUT,
                "Cannot read %s: %s (the run's data are damaged; restore the file)"
                        .formatted(Storage.shown(path), e.getMessage()),
                e);
    }

    /**
     * Where a row lies.
     *
     * @param group number of the row group
     * @param row number within it
     */
    record Place(int group, int row) {}
}
