package org.waggle.executor.reward;

import java.util.List;
import org.waggle.common.data.Completion;
import org.waggle.common.data.Doc;
import org.waggle.common.data.Problem;
import org.waggle.common.failure.Check;
import org.waggle.common.spi.CompletionReward;

/**
 * 1 if the completion is {@code <a>…</a><b>…</b>} for the tags a, b, … in their order, each once and with nothing but
 * white space before, between and behind them; else 0. Paper: "DeepSeek-R1" (arXiv:2501.12948), format reward.
 */
@Doc("1 if the completion consists of the tags, each opened and closed once and in this order; else 0.")
public record FormatTags(
        @Doc("Names of the tags in their order, such as [think, answer].")
        List<String> tags) implements CompletionReward {
    /** Checks that there are tags, and that each is there once. */
    public FormatTags {
        tags = List.copyOf(tags);
        Check.that(!tags.isEmpty(), "tags", tags, "must name at least one tag");
        Check.that(tags.stream().distinct().count() == tags.size(), "tags", tags, "must differ");
        for (String tag : tags) {
            Check.that(tag.matches("[A-Za-z][A-Za-z0-9_-]*"), "tags", tag, "must be letters, digits, '_', '-'");
        }
    }

    @Override
    public double score(Problem problem, Completion completion) {
        String text = completion.text();
        int end = 0;
        for (String tag : tags) {
            int open = onlyPlace(text, "<" + tag + ">");
            int close = onlyPlace(text, "</" + tag + ">");
            if (open < end || close < open || !text.substring(end, open).isBlank()) {
                return 0;
            }
            end = close + tag.length() + 3;
        }
        return text.substring(end).isBlank() ? 1 : 0;
    }

    /** Where a text stands; -1 if it doesn't stand there once. */
    private static int onlyPlace(String text, String tag) {
        int first = text.indexOf(tag);
        return first == text.lastIndexOf(tag) ? first : -1;
    }
}
