package org.waggle.executor.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Rows of tokens, and which of them are scored. */
class TokenBatchTest {
    @Test
    void eachTokenIsScoredWhereItIsPredicted() {
        TokenBatch batch = TokenBatch.of(List.of(new int[] {5, 6, 7}, new int[] {8, 9}), new int[] {2, 1});
        assertThat(batch.ids()).containsExactly(5, 6, 7, 8, 9, 0);
        assertThat(batch.positions()).containsExactly(1, 3);
        assertThat(batch.targets()).containsExactly(7, 9);
    }

    @Test
    void theFirstTokenCannotBeScored() {
        assertThatThrownBy(() -> TokenBatch.of(List.of(new int[] {5, 6}), new int[] {0}))
                .hasMessageContaining("Invalid first scored token: 0 (must be in [1, 2]");
    }

    @Test
    void arraysThatDoNotFitAreRefused() {
        int[] two = {1, 2};
        assertThatThrownBy(() -> new TokenBatch(two, 2, 2, two, two)).hasMessageContaining("Invalid ids: 2 tokens");
        assertThatThrownBy(() -> new TokenBatch(two, 1, 2, two, new int[1]))
                .hasMessageContaining("Invalid targets: 1 (must be as many as positions: 2)");
        assertThatThrownBy(() -> new TokenBatch(two, 1, 2, two, two)).hasMessageContaining("Invalid position: 2");
    }
}
