package org.waggle.executor.objective;

import org.waggle.common.spi.TokenArrays;

/** The importance ratio ρ = π / π_old. */
final class ImportanceRatio {
    private ImportanceRatio() {}

    /** That of a token. */
    static double of(TokenArrays sequence, int token) {
        return Math.exp(log(sequence, token));
    }

    /** The geometric mean over the tokens of a sequence that count, of which it has at least one. */
    static double ofSequence(TokenArrays sequence) {
        double sum = 0;
        for (int token = 0; token < sequence.length(); token++) {
            sum += sequence.trained()[token] ? log(sequence, token) : 0;
        }
        return Math.exp(sum / sequence.trainedTokens());
    }

    private static double log(TokenArrays sequence, int token) {
        return (double) sequence.logp()[token] - sequence.oldLogp()[token];
    }
}
