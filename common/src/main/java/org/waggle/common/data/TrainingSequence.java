package org.waggle.common.data;

/**
 * One sequence of a training item: a prompt, its completion, and what the loss needs of each completion token.
 *
 * @param promptTokens [prompt tokens], at least one
 * @param tokens completion, [tokens]
 * @param oldLogp log-probability under the policy that sampled it, [tokens]
 * @param advantage advantage of each token, [tokens]
 * @param trained true where the token counts in the loss, [tokens]
 */
public record TrainingSequence(
        int[] promptTokens, int[] tokens, float[] oldLogp, float[] advantage, boolean[] trained) {

    /** Prompt and completion together. */
    public int totalLength() {
        return promptTokens.length + tokens.length;
    }

    /** Number of tokens that count in the loss. */
    public int trainedTokens() {
        int count = 0;
        for (boolean token : trained) {
            count += token ? 1 : 0;
        }
        return count;
    }
}
