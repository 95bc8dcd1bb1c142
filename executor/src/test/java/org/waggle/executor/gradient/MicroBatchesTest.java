package org.waggle.executor.gradient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.waggle.common.data.GroupId;
import org.waggle.common.data.TrainingItem;
import org.waggle.common.data.TrainingSequence;

class MicroBatchesTest {
    /** An item with one sequence for each length, a prompt token included. */
    private static TrainingItem item(int ordinal, int... lengths) {
        List<TrainingSequence> sequences = Arrays.stream(lengths)
                .mapToObj(length -> new TrainingSequence(
                        new int[1],
                        new int[length - 1],
                        new float[length - 1],
                        new float[length - 1],
                        new boolean[length - 1]))
                .toList();
        int[] samples = IntStream.range(0, lengths.length).toArray();
        return new TrainingItem(new GroupId(1, 0, ordinal), samples, sequences, 1, 1);
    }

    /** Ordinals of the items of each micro-batch. */
    private static List<List<Integer>> cut(int tokens, TrainingItem... items) {
        return new MicroBatches(tokens)
                .cut(List.of(items)).stream()
                        .map(batch -> batch.stream()
                                .map(item -> item.group().ordinal())
                                .toList())
                        .toList();
    }

    @Test
    void itemsOfOneLengthStayTogether() {
        // Sorted 2 2 3 5 5: 2 + 2 + 3 pad to 3 × 3 = 9; 5 + 5 to 10.
        assertThat(cut(10, item(0, 5), item(1, 2), item(2, 5), item(3, 3), item(4, 2)))
                .containsExactly(List.of(1, 4, 3), List.of(0, 2));
    }

    @Test
    void paddingCounts() {
        // 2 and 6 are 8 tokens but 12 with padding.
        assertThat(cut(11, item(0, 2), item(1, 6))).containsExactly(List.of(0), List.of(1));
        assertThat(cut(12, item(0, 2), item(1, 6))).containsExactly(List.of(0, 1));
    }

    @Test
    void sequencesOfAnItemAreNotParted() {
        assertThat(cut(12, item(0, 4, 4), item(1, 4, 3))).containsExactly(List.of(0), List.of(1));
        assertThat(cut(16, item(0, 4, 4), item(1, 4, 3))).containsExactly(List.of(0, 1));
    }

    @Test
    void anItemLargerThanTheLimitIsAlone() {
        assertThat(cut(4, item(0, 9), item(1, 2), item(2, 2))).containsExactly(List.of(1, 2), List.of(0));
    }

    @Test
    void nothingGivesNoBatch() {
        assertThat(cut(4)).isEmpty();
        assertThatThrownBy(() -> new MicroBatches(0)).hasMessage("Invalid micro-batch-tokens: 0 (must be >= 1)");
    }
}
