package org.waggle.executor.gradient;

import java.util.Arrays;
import org.waggle.common.data.Problem;
import org.waggle.common.data.TrainingSequence;
import org.waggle.executor.tokenizer.Prompts;

/**
 * Turns texts that a model should say, or should not, into sequences to train on; each ends as the model would end it.
 * Advantages are 1, old log-probabilities 0.
 *
 * @param prompts how the model reads problems
 */
public record Replies(Prompts prompts) {
    /** A reply to a problem, of which every token counts. */
    public TrainingSequence reply(Problem problem, String text) {
        int[] answer = prompts.tokenizer().encode(text);
        int[] tokens = Arrays.copyOf(answer, answer.length + 1);
        tokens[answer.length] = prompts.tokenizer().endOfSequence();
        boolean[] trained = new boolean[tokens.length];
        Arrays.fill(trained, true);
        return sequence(prompts.tokens(problem), tokens, trained);
    }

    /** A reply to a problem, with what the assistant said before in the problem's conversation: all of it counts. */
    public TrainingSequence conversation(Problem problem, String text) {
        return reply(problem, text);
    }

    private static TrainingSequence sequence(int[] prompt, int[] tokens, boolean[] trained) {
        float[] ones = new float[tokens.length];
        Arrays.fill(ones, 1);
        return new TrainingSequence(prompt, tokens, new float[tokens.length], ones, trained);
    }
}
