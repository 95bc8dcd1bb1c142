package org.waggle.executor.objective;

import org.waggle.common.spi.TokenArrays;

/**
 * One sequence of a pair, over its tokens that count.
 *
 * @param logp sum of log-probabilities under the policy being trained
 * @param refLogp sum of log-probabilities under the reference policy
 * @param tokens number of tokens, at least 1
 */
record PairSide(double logp, double refLogp, int tokens) {
    static PairSide of(TokenArrays sequence) {
        double logp = 0;
        double refLogp = 0;
        for (int token = 0; token < sequence.length(); token++) {
            logp += sequence.trained()[token] ? sequence.logp()[token] : 0;
            refLogp += sequence.trained()[token] ? sequence.refLogp()[token] : 0;
        }
        return new PairSide(logp, refLogp, Math.max(1, sequence.trainedTokens()));
    }

    /** Mean log-probability of a token. */
    double meanLogp() {
        return logp / tokens;
    }

    /** How much more likely than under the reference, as a logarithm. */
    double gain() {
        return logp - refLogp;
    }

    /** The same for a token on average. */
    double meanGain() {
        return gain() / tokens;
    }
}
