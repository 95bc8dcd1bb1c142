package org.waggle.executor.reward;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import org.waggle.common.data.Completion;
import org.waggle.common.data.Doc;
import org.waggle.common.data.Problem;
import org.waggle.common.failure.Check;
import org.waggle.common.spi.CompletionReward;

/**
 * 1 if the completion matches a regular expression, else 0. RE2's expressions: their time is linear in the text,
 * whatever the policy writes; they have no back references and no look-around.
 */
@Doc("1 if the completion matches a regular expression in RE2's syntax, else 0.")
public record Regex(
        @Doc("The expression; (?s) at its start lets '.' match line breaks, (?i) ignores case.")
        String pattern,

        @Doc("whole: the completion from its first to its last character; part: anything in it.")
        Extent extent)
        implements CompletionReward {
    /** How much of the completion must match. */
    public enum Extent {
        WHOLE,
        PART
    }

    /** Compiles the expression once, to refuse a wrong one. */
    public Regex {
        try {
            Pattern.compile(pattern);
        } catch (PatternSyntaxException e) {
            Check.that(false, "pattern", pattern, "must be an expression of RE2: " + e.getDescription());
        }
    }

    @Override
    public double score(Problem problem, Completion completion) {
        Pattern compiled = Pattern.compile(pattern);
        boolean matches = extent == Extent.WHOLE
                ? compiled.matches(completion.text())
                : compiled.matcher(completion.text()).find();
        return matches ? 1 : 0;
    }
}
