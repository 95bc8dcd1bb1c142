package org.waggle.common.arrow;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.waggle.common.arrow.GroupColumns.Row;
import org.waggle.common.data.Group;
import org.waggle.common.data.ScoredGroup;
import org.waggle.common.data.Scores;

/** Scored groups as Arrow: the columns of a group, the composed reward, and each channel by its name. */
public final class ScoredGroupCodec {
    private static final BatchSchema SCHEMA = new BatchSchema("scored groups", 1);

    private ScoredGroupCodec() {}

    /** Encodes any number of scored groups, also none. */
    public static ArrowBatch encode(List<ScoredGroup> groups) {
        List<Row<ScoredGroup>> rows = GroupColumns.rows(groups, ScoredGroup::group);
        try (BatchWriter<Row<ScoredGroup>> writer = new BatchWriter<>(SCHEMA, rows)) {
            GroupColumns.write(writer);
            writer.doubles("reward", row -> isEmpty(row) ? 0 : row.owner().rewards()[row.place()]);
            writer.scoreMaps("rewards", ScoredGroupCodec::values);
            writer.scoreListMaps("step_rewards", ScoredGroupCodec::steps);
            return writer.batch();
        }
    }

    /**
     * Decodes what {@link #encode} made.
     *
     * @throws org.waggle.common.failure.RunException if the schema is of another kind or version, or bytes are damaged
     */
    public static List<ScoredGroup> decode(ArrowBatch batch) {
        return BatchReader.read(batch, SCHEMA, ScoredGroupCodec::read);
    }

    private static boolean isEmpty(Row<ScoredGroup> row) {
        return row.group().completions().isEmpty();
    }

    private static Map<String, Double> values(Row<ScoredGroup> row) {
        return channels(row, scores -> isEmpty(row) ? 0.0 : scores.values()[row.place()]);
    }

    private static Map<String, double[]> steps(Row<ScoredGroup> row) {
        return channels(row, scores -> isEmpty(row) ? new double[0] : scores.steps()[row.place()]);
    }

    private static <T> Map<String, T> channels(Row<ScoredGroup> row, Function<Scores, T> value) {
        Map<String, T> result = new LinkedHashMap<>();
        row.owner().channels().forEach((name, scores) -> result.put(name, value.apply(scores)));
        return result;
    }

    private static List<ScoredGroup> read(BatchReader reader) {
        double[] rewards = reader.doubles("reward");
        List<Map<String, Double>> values = reader.scoreMaps("rewards");
        List<Map<String, double[]>> steps = reader.scoreListMaps("step_rewards");
        List<ScoredGroup> scored = new ArrayList<>();
        int row = 0;
        for (Group group : GroupColumns.read(reader)) {
            int end = row + group.size();
            Map<String, Scores> channels = new TreeMap<>();
            for (String name : values.get(row).keySet()) {
                channels.put(name, scores(name, values.subList(row, end), steps.subList(row, end)));
            }
            scored.add(new ScoredGroup(group, channels, Arrays.copyOfRange(rewards, row, end)));
            row += Math.max(1, group.size());
        }
        return scored;
    }

    private static Scores scores(String name, List<Map<String, Double>> values, List<Map<String, double[]>> steps) {
        return new Scores(
                values.stream().mapToDouble(row -> row.get(name)).toArray(),
                steps.stream().map(row -> row.get(name)).toArray(double[][]::new));
    }
}
