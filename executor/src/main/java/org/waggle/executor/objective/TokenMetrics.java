package org.waggle.executor.objective;

import java.util.SortedMap;
import java.util.TreeMap;
import org.waggle.common.data.WeightedSums;
import org.waggle.common.spi.TokenArrays;

/** Numbers of single tokens, reported as means over those that count. */
final class TokenMetrics {
    private final SortedMap<String, TokenMetric> metrics = new TreeMap<>();

    /** A number of one token. */
    @FunctionalInterface
    interface TokenMetric {
        double of(TokenArrays sequence, int token);
    }

    /** Whether something is so of one token. */
    @FunctionalInterface
    interface TokenTest {
        boolean holds(TokenArrays sequence, int token);
    }

    /** The entropy, which every objective reports. */
    TokenMetrics() {
        with("entropy", (sequence, token) -> sequence.entropy()[token]);
    }

    /** What objectives of an importance ratio report: the entropy, the mean ratio, and the KL divergence if used. */
    static TokenMetrics ofRatio(KlPenalty penalty) {
        TokenMetrics metrics = new TokenMetrics().with("ratio/mean", ImportanceRatio::of);
        return penalty.isUsed() ? metrics.with("kl", KlPenalty::divergence) : metrics;
    }

    TokenMetrics with(String name, TokenMetric metric) {
        metrics.put(name, metric);
        return this;
    }

    /** The share of tokens of which something holds. */
    TokenMetrics withShare(String name, TokenTest test) {
        return with(name, (sequence, token) -> test.holds(sequence, token) ? 1 : 0);
    }

    /** Adds the numbers of a sequence, each with the weight of its tokens that count. */
    void report(TokenArrays sequence, WeightedSums sums) {
        metrics.forEach((name, metric) -> sums.add(name, sum(metric, sequence), sequence.trainedTokens()));
    }

    private static double sum(TokenMetric metric, TokenArrays sequence) {
        double sum = 0;
        for (int token = 0; token < sequence.length(); token++) {
            sum += sequence.trained()[token] ? metric.of(sequence, token) : 0;
        }
        return sum;
    }
}
