package org.waggle.common.arrow;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.waggle.common.data.GroupId;
import org.waggle.common.data.TrainingItem;
import org.waggle.common.data.TrainingSequence;

/**
 * Training items as Arrow, one row for each sequence. Column {@code sequences} is the number of sequences of the item,
 * on each of its rows; a prompt that equals the one before it is left out, since items of one group follow each other.
 */
public final class TrainingItemCodec {
    private static final BatchSchema SCHEMA = new BatchSchema("training items", 1);
    private static final int[] SAME_PROMPT = {};
    private static final TrainingSequence NO_SEQUENCE =
            new TrainingSequence(SAME_PROMPT, new int[0], new float[0], new float[0], new boolean[0]);

    private TrainingItemCodec() {}

    private record Row(TrainingItem item, int sample, TrainingSequence sequence, int[] prompt) {}

    /** Encodes any number of items, also none; each has as many samples as sequences. */
    public static ArrowBatch encode(List<TrainingItem> items) {
        try (BatchWriter<Row> writer = new BatchWriter<>(SCHEMA, rows(items))) {
            return writer.ints("step", row -> row.item().group().step())
                    .ints("node", row -> row.item().group().node())
                    .ints("ordinal", row -> row.item().group().ordinal())
                    .ints("sequences", row -> row.item().sequences().size())
                    .doubles("weight", row -> row.item().weight())
                    .doubles("label", row -> row.item().label())
                    .ints("sample", Row::sample)
                    .intLists("prompt_tokens", Row::prompt)
                    .intLists("tokens", row -> row.sequence().tokens())
                    .floatLists("old_logp", row -> row.sequence().oldLogp())
                    .floatLists("advantage", row -> row.sequence().advantage())
                    .bitLists("trained", row -> row.sequence().trained())
                    .batch();
        }
    }

    /**
     * Decodes what {@link #encode} made; equal prompts that follow each other are one array.
     *
     * @throws org.waggle.common.failure.RunException if the schema is of another kind or version, or bytes are damaged
     */
    public static List<TrainingItem> decode(ArrowBatch batch) {
        return BatchReader.read(batch, SCHEMA, TrainingItemCodec::read);
    }

    private static List<Row> rows(List<TrainingItem> items) {
        List<Row> rows = new ArrayList<>();
        int[] last = SAME_PROMPT;
        for (TrainingItem item : items) {
            if (item.sequences().isEmpty()) {
                rows.add(new Row(item, -1, NO_SEQUENCE, SAME_PROMPT));
            }
            for (int place = 0; place < item.sequences().size(); place++) {
                TrainingSequence sequence = item.sequences().get(place);
                int[] prompt = sequence.promptTokens();
                rows.add(new Row(
                        item, item.samples()[place], sequence, Arrays.equals(prompt, last) ? SAME_PROMPT : prompt));
                last = prompt;
            }
        }
        return rows;
    }

    private static List<TrainingItem> read(BatchReader reader) {
        int[] steps = reader.ints("step");
        int[] nodes = reader.ints("node");
        int[] ordinals = reader.ints("ordinal");
        int[] sizes = reader.ints("sequences");
        double[] weights = reader.doubles("weight");
        double[] labels = reader.doubles("label");
        int[] samples = reader.ints("sample");
        List<TrainingSequence> sequences = sequences(reader);
        List<TrainingItem> items = new ArrayList<>();
        for (int row = 0; row < reader.rows(); row += Math.max(1, sizes[row])) {
            int end = row + sizes[row];
            items.add(new TrainingItem(
                    new GroupId(steps[row], nodes[row], ordinals[row]),
                    Arrays.copyOfRange(samples, row, end),
                    sequences.subList(row, end),
                    weights[row],
                    labels[row]));
        }
        return items;
    }

    private static List<TrainingSequence> sequences(BatchReader reader) {
        int[][] prompts = reader.intLists("prompt_tokens");
        int[][] tokens = reader.intLists("tokens");
        float[][] oldLogp = reader.floatLists("old_logp");
        float[][] advantages = reader.floatLists("advantage");
        boolean[][] trained = reader.bitLists("trained");
        List<TrainingSequence> sequences = new ArrayList<>(reader.rows());
        int[] prompt = SAME_PROMPT;
        for (int row = 0; row < reader.rows(); row++) {
            prompt = prompts[row].length == 0 ? prompt : prompts[row];
            sequences.add(new TrainingSequence(prompt, tokens[row], oldLogp[row], advantages[row], trained[row]));
        }
        return sequences;
    }
}
