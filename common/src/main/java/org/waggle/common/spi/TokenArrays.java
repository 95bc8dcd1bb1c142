package org.waggle.common.spi;

/**
 * What an objective knows of one sequence; all arrays are [tokens] of its completion.
 *
 * @param logp log-probability under the policy being trained, at the sampling temperature
 * @param oldLogp log-probability under the policy that sampled it
 * @param refLogp log-probability under the reference policy; {@code logp}'s values where there is none
 * @param entropy entropy in nats of the policy being trained
 * @param advantage advantage of each token
 * @param trained true where the token counts
 */
public record TokenArrays(
        float[] logp, float[] oldLogp, float[] refLogp, float[] entropy, float[] advantage, boolean[] trained) {

    /** Number of tokens, counted or not. */
    public int length() {
        return logp.length;
    }

    /** Number of tokens that count. */
    public int trainedTokens() {
        int count = 0;
        for (boolean token : trained) {
            count += token ? 1 : 0;
        }
        return count;
    }
}
