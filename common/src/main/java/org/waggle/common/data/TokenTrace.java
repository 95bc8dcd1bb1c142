package org.waggle.common.data;

import java.util.Arrays;

/**
 * What the policy said of each token that it drew; all arrays are [tokens].
 *
 * @param logpSampled log-probability under the distribution that the token was drawn from, after every filter
 * @param logpPolicy log-probability under softmax(logits / temperature), untruncated; what objectives use
 * @param entropy entropy in nats of softmax(logits / temperature), untruncated
 * @param trained true where the token counts in a loss; false for forced or foreign tokens
 */
public record TokenTrace(float[] logpSampled, float[] logpPolicy, float[] entropy, boolean[] trained) {
    /** Checks that the arrays have one length. */
    public TokenTrace {
        int length = logpPolicy.length;
        if (logpSampled.length != length || entropy.length != length || trained.length != length) {
            throw new IllegalArgumentException("Invalid trace: its arrays differ in length");
        }
    }

    /** A trace of sampled tokens, all of which count. */
    public static TokenTrace sampled(float[] logpSampled, float[] logpPolicy, float[] entropy) {
        boolean[] trained = new boolean[logpPolicy.length];
        Arrays.fill(trained, true);
        return new TokenTrace(logpSampled, logpPolicy, entropy, trained);
    }

    /** Number of tokens. */
    public int length() {
        return logpPolicy.length;
    }

    /** Number of tokens that count in the loss. */
    public int trainedTokens() {
        int count = 0;
        for (boolean token : trained) {
            count += token ? 1 : 0;
        }
        return count;
    }

    /** Sum of the untruncated log-probabilities, in nats. */
    public double logp() {
        double sum = 0;
        for (float token : logpPolicy) {
            sum += token;
        }
        return sum;
    }

    /** Mean entropy in nats; 0 for an empty trace. */
    public double meanEntropy() {
        double sum = 0;
        for (float value : entropy) {
            sum += value;
        }
        return entropy.length == 0 ? 0 : sum / entropy.length;
    }
}
