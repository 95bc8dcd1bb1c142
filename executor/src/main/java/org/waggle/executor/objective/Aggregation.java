package org.waggle.executor.objective;

import org.waggle.common.data.BatchTotals;
import org.waggle.common.spi.TokenArrays;

/**
 * How the losses of tokens become the loss of an update. Over all N sequences of the update, in all lanes, with T_i
 * tokens that count in sequence i and L the largest length that the sampler allows:
 */
public enum Aggregation {
    /** Σ_i Σ_t loss / Σ_i T_i: every token counts the same. DAPO (arXiv:2503.14476, section 3.3). */
    TOKEN_MEAN,
    /** Σ_i (Σ_t loss / T_i) / N: every sequence counts the same. GRPO (arXiv:2402.03300, section 4.1.1). */
    SEQUENCE_MEAN,
    /** Σ_i Σ_t loss / (N L): no length is favoured. Dr. GRPO (arXiv:2503.20783, section 3.2). */
    FIXED_LENGTH_MEAN;

    /** What the loss of a token of this sequence is multiplied by. */
    double tokenWeight(TokenArrays sequence, BatchTotals totals) {
        return switch (this) {
            case TOKEN_MEAN -> 1.0 / totals.tokens();
            case SEQUENCE_MEAN -> 1.0 / sequence.trainedTokens() / totals.sequences();
            case FIXED_LENGTH_MEAN -> 1.0 / totals.sequences() / totals.maxTokens();
        };
    }
}
