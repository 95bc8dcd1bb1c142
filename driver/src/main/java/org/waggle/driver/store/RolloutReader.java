package org.waggle.driver.store;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.schema.MessageType;
import org.waggle.common.failure.FailureKind;
import org.waggle.common.failure.RunException;

/** Reads a few samples for people, without Spark. */
public final class RolloutReader {
    private static final String UPDATES = "updates";
    private static final String LIST = "list";
    private static final Set<String> COLUMNS =
            Set.of("node", "group_id", "sample", "prompt", "completion", "answer", "reward", "advantage", UPDATES);
    private static final Set<String> CONSUMED = Set.of("node", "group_id", "sample", UPDATES);

    private final RolloutTable table;

    /** Reads from a table, which may have no rows. */
    public RolloutReader(RolloutTable table) {
        this.table = table;
    }

    /**
     * Some samples of a step, of as many groups as there are, in an order that does not depend on how the rows lie in
     * files.
     *
     * @param limit largest number of samples, at least 0
     */
    public List<StoredSample> samples(int step, int limit) {
        List<StoredSample> samples = new ArrayList<>();
        table.parts(step).forEach(part -> read(part, COLUMNS, row -> samples.add(sample(step, row))));
        return samples.stream().sorted(StoredSample.VARIETY).limit(limit).toList();
    }

    /**
     * Every sample of a step with the updates that consumed it, in the order of the files.
     *
     * @throws RunException if a file can't be read
     */
    public List<ConsumedSample> consumed(int step) {
        List<ConsumedSample> samples = new ArrayList<>();
        table.parts(step).forEach(part -> read(part, CONSUMED, row -> samples.add(consumed(row))));
        return samples;
    }

    private void read(Path part, Set<String> columns, Consumer<Group> each) {
        Configuration configuration = new Configuration(table.storage().configuration(part));
        configuration.set(ReadSupport.PARQUET_READ_SCHEMA, projection(columns).toString());
        try (ParquetReader<Group> rows = ParquetReader.builder(new GroupReadSupport(), part)
                .withConf(configuration)
                .build()) {
            for (Group row = rows.read(); row != null; row = rows.read()) {
                each.accept(row);
            }
        } catch (IOException | RuntimeException e) {
            throw new RunException(FailureKind.INPUT, "Cannot read %s: %s".formatted(part, e.getMessage()), e);
        }
    }

    private static MessageType projection(Set<String> columns) {
        return new MessageType(
                RolloutTable.SCHEMA.getName(),
                RolloutTable.SCHEMA.getFields().stream()
                        .filter(field -> columns.contains(field.getName()))
                        .toList());
    }

    private static ConsumedSample consumed(Group row) {
        Group updates = row.getGroup(UPDATES, 0);
        return new ConsumedSample(
                row.getInteger("node", 0),
                row.getString("group_id", 0),
                row.getInteger("sample", 0),
                IntStream.range(0, updates.getFieldRepetitionCount(LIST))
                        .mapToObj(place -> (long) updates.getGroup(LIST, place).getInteger("element", 0))
                        .toList());
    }

    private static StoredSample sample(int step, Group row) {
        boolean hasAdvantage = row.getFieldRepetitionCount("advantage") > 0;
        return new StoredSample(
                step,
                row.getInteger("node", 0),
                row.getString("group_id", 0),
                row.getInteger("sample", 0),
                row.getString("prompt", 0),
                row.getString("completion", 0),
                row.getString("answer", 0),
                row.getDouble("reward", 0),
                hasAdvantage ? row.getDouble("advantage", 0) : Double.NaN,
                row.getGroup(UPDATES, 0).getFieldRepetitionCount(LIST) > 0);
    }
}
