package org.waggle.executor.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.waggle.executor.engine.TokenBatch.Family;

/** How sequences are packed, and which of their tokens are scored. */
class TokenBatchTest {
    @Test
    void eachTokenIsScoredWhereItIsPredicted() {
        TokenBatch batch = TokenBatch.of(List.of(new int[] {5, 6, 7}, new int[] {8, 9}), new int[] {2, 1});
        // Computed: 5 6 | 8. The last tokens predict nothing.
        assertThat(batch.selection()).containsExactly(1, 2, 7, 9);
        assertThat(batch.computed()).isEqualTo(3);
        assertThat(batch.scored()).isEqualTo(2);
        // T, roots, their length, branches, their length.
        assertThat(batch.sizes()).containsExactly(3, 2, 2, 0, 0);
        // Ids; positions; padded rows; places of the three tokens.
        assertThat(batch.plan()).containsExactly(5, 6, 8, 0, 1, 0, 0, 1, 2, 2, 0, 1, 2);
    }

    @Test
    void aPromptIsComputedOnceForItsCompletions() {
        Family shared = new Family(new int[] {1, 2}, List.of(new int[] {3}, new int[] {4, 5, 6}, new int[] {7, 8}));
        Family alone = new Family(new int[] {9}, List.of(new int[] {10, 11}));
        TokenBatch batch = TokenBatch.of(List.of(shared, alone));
        // Computed: 1 2 | 9 10 || 4 5 | 7. The completion 3 is predicted by the prompt alone.
        assertThat(batch.sizes()).containsExactly(7, 2, 2, 2, 2);
        assertThat(batch.selection()).containsExactly(1, 1, 4, 5, 1, 6, 2, 3, 3, 4, 5, 6, 7, 8, 10, 11);
        assertThat(batch.plan())
                .containsExactly(
                        1, 2, 9, 10, 4, 5, 7, // ids
                        0, 1, 0, 1, 2, 3, 2, // positions
                        0, 1, 2, 3, 4, 5, 6, 6, // padded rows
                        0, 1, 2, 3, 4, 5, 6, // places
                        0, 0, // roots of the branches
                        2, 2); // their lengths
    }

    @Test
    void theFirstTokenCannotBeScored() {
        assertThatThrownBy(() -> TokenBatch.of(List.of(new int[] {5, 6}), new int[] {0}))
                .hasMessageContaining("Invalid first scored token: 0 (must be in [1, 2]");
        assertThatThrownBy(() -> new Family(new int[0], List.of(new int[1])))
                .hasMessageContaining("Invalid prompt: 0 tokens (must be >= 1");
    }

    @Test
    void aBatchOfNothingIsRefused() {
        assertThatThrownBy(() -> TokenBatch.of(List.of()))
                .hasMessageContaining("Invalid batch: 0 sequences (must be >= 1)");
    }
}
