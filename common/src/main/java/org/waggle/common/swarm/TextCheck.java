package org.waggle.common.swarm;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.waggle.common.data.Problem;
import org.waggle.common.data.RejectedException;
import org.waggle.common.data.Rejection;
import org.waggle.common.data.SharedGroup;
import org.waggle.common.data.SharedGroup.SharedCompletion;
import org.waggle.common.recipe.PeerLimits;

/**
 * What must hold of a group by itself, whatever its task: sizes, characters, numbers. Special tokens that are spelled
 * out are text like any other: whether it survives the receiver's tokenizer is the tokenizer's to say.
 *
 * @param limits sizes
 * @param logpWanted whether the sender's log-probabilities must be there
 */
record TextCheck(PeerLimits limits, boolean logpWanted) {
    private static final int MOST_EXTRA = 64;

    void require(SharedGroup group) throws RejectedException {
        int completions = group.completions().size();
        RejectedException.unless(
                completions >= 1 && completions <= limits.completions(),
                Rejection.COUNTS,
                "%d completions (at most %d)".formatted(completions, limits.completions()));
        RejectedException.unless(
                group.problem().extra().size() <= MOST_EXTRA, Rejection.COUNTS, "too many extra values");
        for (String text : texts(group)) {
            require(text, limits.textBytes());
        }
        requireNumbers(group.completions());
    }

    private static List<String> texts(SharedGroup group) {
        Problem problem = group.problem();
        return Stream.of(
                        Stream.of(problem.id(), problem.prompt(), problem.chat().json(), problem.answer()),
                        problem.extra().entrySet().stream().map(Map.Entry::getKey),
                        problem.extra().values().stream(),
                        group.completions().stream().map(SharedCompletion::text))
                .flatMap(texts -> texts)
                .toList();
    }

    /** Refuses a text that is too long, or has control characters: they would reach logs and terminals. */
    static void require(String text, int mostBytes) throws RejectedException {
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        RejectedException.unless(
                bytes <= mostBytes, Rejection.LENGTH, "a text of %d bytes (at most %d)".formatted(bytes, mostBytes));
        RejectedException.unless(
                text.chars().noneMatch(TextCheck::isControl), Rejection.CONTROL, "a text has control characters");
    }

    private static boolean isControl(int character) {
        return Character.isISOControl(character) && character != '\t' && character != '\n' && character != '\r';
    }

    private void requireNumbers(List<SharedCompletion> completions) throws RejectedException {
        long published = completions.stream()
                .filter(completion -> completion.logp().isPresent())
                .count();
        RejectedException.unless(
                published == 0 || published == completions.size(),
                Rejection.NUMBERS,
                "only some completions have a log-probability");
        RejectedException.unless(
                !logpWanted || published > 0,
                Rejection.LOGP_MISSING,
                "off-policy weighs by the sender's log-probability");
        for (SharedCompletion completion : completions) {
            double logp = completion.logp().orElse(0);
            RejectedException.unless(
                    Double.isFinite(logp) && logp <= 0, Rejection.NUMBERS, "a log-probability is %s".formatted(logp));
        }
    }
}
