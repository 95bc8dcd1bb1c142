package org.waggle.driver.dataset;

import org.waggle.common.data.Preference;
import org.waggle.common.data.Problem;
import org.waggle.common.data.Seed;
import org.waggle.executor.gradient.Replies;
import org.waggle.executor.policy.ModelSpec;
import org.waggle.executor.policy.TokenizerCache;
import org.waggle.executor.task.Dataset;

/**
 * Counts the tokens of problems as training will see them.
 *
 * @param model whose tokenizer is asked
 * @param settings what a problem brings
 */
record ProblemLength(ModelSpec model, Dataset settings) {
    private static final Seed ANY = new Seed(0);

    /** Tokens of the prompt, with the longest reply that the problem brings. */
    int of(Problem problem) {
        Replies replies = new Replies(TokenizerCache.prompts(model));
        int longest = replies.prompts().tokens(problem).length;
        if (problem.extra().containsKey(Dataset.COMPLETION)) {
            String completion = settings.demonstration(problem, ANY);
            longest =
                    Math.max(longest, replies.conversation(problem, completion).totalLength());
        }
        if (settings.hasPreferences()) {
            Preference pair = settings.preference(problem, ANY);
            longest = Math.max(longest, replies.reply(problem, pair.chosen()).totalLength());
            longest = Math.max(longest, replies.reply(problem, pair.rejected()).totalLength());
        }
        return longest;
    }
}
