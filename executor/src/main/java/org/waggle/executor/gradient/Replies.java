package org.waggle.executor.gradient;

import java.util.Arrays;
import java.util.List;
import org.waggle.common.data.Problem;
import org.waggle.common.data.TrainingSequence;
import org.waggle.executor.tokenizer.Passage;
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
        return sequence(prompts.reply(problem, text));
    }

    /**
     * A reply to a problem, with what the assistant said before in the problem's conversation: all of it counts, and
     * what was said to it between doesn't.
     */
    public TrainingSequence conversation(Problem problem, String text) {
        return sequence(prompts.conversation(problem, text));
    }

    /** What is given first is the prompt; what follows the last thing that is said is left out. */
    private static TrainingSequence sequence(List<Passage> passages) {
        int end = passages.size();
        while (!passages.get(end - 1).said()) {
            end--;
        }
        List<Passage> rest = passages.subList(1, end);
        int length = rest.stream().mapToInt(passage -> passage.tokens().length).sum();
        int[] tokens = new int[length];
        boolean[] trained = new boolean[length];
        int place = 0;
        for (Passage passage : rest) {
            System.arraycopy(passage.tokens(), 0, tokens, place, passage.tokens().length);
            Arrays.fill(trained, place, place + passage.tokens().length, passage.said());
            place += passage.tokens().length;
        }
        float[] ones = new float[length];
        Arrays.fill(ones, 1);
        return new TrainingSequence(passages.get(0).tokens(), tokens, new float[length], ones, trained);
    }
}
