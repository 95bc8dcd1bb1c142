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
    /** An item with one sequence for each length, all after a prompt of two tokens that its family shares. */
    private static TrainingItem item(int ordinal, int family, int... lengths) {
        List<TrainingSequence> sequences = Arrays.stream(lengths)
                .mapToObj(length -> new TrainingSequence(
                        new int[] {family, family},
                        new int[length],
                        new float[length],
                        new float[length],
                        new boolean[length]))
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
    void aPromptCountsOnceAndLastTokensDoNotCount() {
        // 2 of the prompt, 3 of each completion.
        assertThat(cut(8, item(0, 1, 4), item(1, 1, 4), item(2, 1, 4))).containsExactly(List.of(0, 1), List.of(2));
        assertThat(cut(11, item(0, 1, 4), item(1, 1, 4), item(2, 1, 4))).containsExactly(List.of(0, 1, 2));
        assertThat(cut(11, item(0, 1, 4), item(1, 2, 4), item(2, 3, 4))).containsExactly(List.of(0, 1), List.of(2));
    }

    @Test
    void aFamilyThatIsCutRepeatsItsPrompt() {
        // 2 + 3, then 2 + 3 + 1: without the second prompt there would be room for the last item.
        assertThat(cut(6, item(0, 1, 4), item(1, 1, 4), item(2, 1, 2), item(3, 1, 2)))
                .containsExactly(List.of(0), List.of(1, 2), List.of(3));
    }

    @Test
    void familiesAreSortedByTheirLongestSequence() {
        assertThat(cut(100, item(0, 1, 2), item(1, 1, 9), item(2, 2, 5), item(3, 3, 9)))
                .containsExactly(List.of(2, 0, 1, 3));
    }

    @Test
    void sequencesOfAnItemAreNotParted() {
        assertThat(cut(8, item(0, 1, 3, 3), item(1, 1, 3, 2))).containsExactly(List.of(0), List.of(1));
        assertThat(cut(9, item(0, 1, 3, 3), item(1, 1, 3, 2))).containsExactly(List.of(0, 1));
    }

    @Test
    void anItemLargerThanTheLimitIsAlone() {
        assertThat(cut(4, item(0, 1, 9), item(1, 2, 1), item(2, 2, 2))).containsExactly(List.of(1, 2), List.of(0));
    }

    @Test
    void nothingGivesNoBatch() {
        assertThat(cut(4)).isEmpty();
        assertThatThrownBy(() -> new MicroBatches(0)).hasMessage("Invalid micro-batch-tokens: 0 (must be >= 1)");
    }
}
