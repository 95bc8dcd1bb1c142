package org.waggle.driver.dataset;

import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.util.SerializableConfiguration;
import org.waggle.common.checkpoint.Storage;
import org.waggle.common.data.Preference;
import org.waggle.common.data.Problem;
import org.waggle.common.data.Seed;
import org.waggle.common.data.Split;
import org.waggle.common.spi.Task;
import org.waggle.driver.dataset.SnapshotManifest.Part;
import org.waggle.executor.task.Dataset;
import org.waggle.executor.task.Epochs;

/**
 * A dataset whose files have been read: problems come from the snapshot, wherever they are asked for.
 *
 * @param settings what the recipe says
 * @param hadoop Hadoop's settings
 * @param folder the snapshot
 * @param parts its files
 */
record SnapshotTask(Dataset settings, SerializableConfiguration hadoop, String folder, List<Part> parts)
        implements Task {
    @Override
    public long size(Split split) {
        return of(split).stream().mapToLong(Part::rows).sum();
    }

    @Override
    public Problem problem(Seed seed, Split split, long index) {
        long left = split == Split.TRAIN ? new Epochs(size(split), seed.at("dataset")).place(index) : index;
        for (Part part : of(split)) {
            if (left < part.rows()) {
                return read(part, left);
            }
            left -= part.rows();
        }
        throw new IllegalArgumentException("Invalid problem index: %d (must be < %d)".formatted(index, size(split)));
    }

    private Problem read(Part part, long row) {
        Path file = new Path(folder, part.file());
        return ProblemCache.shared()
                .problem(file.toString(), row, () -> ProblemReader.open(new Storage(hadoop.value()), file));
    }

    private List<Part> of(Split split) {
        return parts.stream().filter(part -> part.split() == split).toList();
    }

    @Override
    public boolean hasDemonstrations() {
        return settings.hasDemonstrations();
    }

    @Override
    public String demonstration(Problem problem, Seed seed) {
        return settings.demonstration(problem, seed);
    }

    @Override
    public boolean hasPreferences() {
        return settings.hasPreferences();
    }

    @Override
    public Preference preference(Problem problem, Seed seed) {
        return settings.preference(problem, seed);
    }
}
