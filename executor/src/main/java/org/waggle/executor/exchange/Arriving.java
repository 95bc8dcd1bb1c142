package org.waggle.executor.exchange;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.waggle.common.data.Completion;
import org.waggle.common.data.Group;
import org.waggle.common.data.GroupId;
import org.waggle.common.data.Origin;
import org.waggle.common.data.RejectedException;
import org.waggle.common.data.Rejection;
import org.waggle.common.data.SamplingSettings;
import org.waggle.common.data.SharedGroup;
import org.waggle.common.data.SharedGroup.SharedCompletion;
import org.waggle.common.data.StopReason;
import org.waggle.common.data.TokenTrace;
import org.waggle.common.failure.RunException;
import org.waggle.executor.policy.ModelSpec;
import org.waggle.executor.rollout.PromptRoom;
import org.waggle.executor.tokenizer.Prompts;
import org.waggle.executor.tokenizer.Tokenizer;

/**
 * Makes a shared group one of the receiver's: its text in the receiver's tokens. An end of sequence that the sender
 * drew is kept, as the receiver's own. What the receiver's policy says of the tokens isn't known yet: {@link Arrival}.
 *
 * @param model the receiver
 * @param settings how the receiver samples: they bound how long a completion may be
 */
record Arriving(ModelSpec model, SamplingSettings settings) {
    /** The group with the receiver's tokens; of its completions nothing is known but the text. */
    Group group(Prompts prompts, GroupId id, SharedGroup shared) throws RejectedException {
        RejectedException.unless(!shared.completions().isEmpty(), Rejection.EMPTY, "no completion");
        int[] prompt = prompt(prompts, shared);
        List<Completion> completions = new ArrayList<>();
        for (SharedCompletion completion : shared.completions()) {
            completions.add(completion(prompts.tokenizer(), shared, completion, completions.size()));
        }
        return new Group(id, shared.problem(), prompt, shared.policyVersion(), settings, completions);
    }

    private int[] prompt(Prompts prompts, SharedGroup shared) throws RejectedException {
        try {
            return new PromptRoom(model, settings).tokens(prompts, shared.problem());
        } catch (RunException e) {
            throw new RejectedException(Rejection.PROMPT, String.valueOf(e.getMessage()));
        }
    }

    private Completion completion(Tokenizer tokenizer, SharedGroup group, SharedCompletion shared, int sample)
            throws RejectedException {
        int[] tokens = tokens(tokenizer, shared);
        RejectedException.unless(tokens.length > 0, Rejection.EMPTY, "a completion without a token");
        RejectedException.unless(
                tokens.length <= settings.maxTokens(),
                Rejection.TOO_LONG,
                "%d tokens (at most %d)".formatted(tokens.length, settings.maxTokens()));
        float[] unknown = new float[tokens.length];
        Arrays.fill(unknown, Float.NaN);
        return new Completion(
                sample,
                tokens,
                shared.text(),
                TokenTrace.sampled(unknown, unknown, unknown),
                shared.stop(),
                Origin.PROMPT,
                origin(group, shared));
    }

    /** Only text that comes back as it was: a tokenizer may take parts of it for special tokens. */
    private static int[] tokens(Tokenizer tokenizer, SharedCompletion shared) throws RejectedException {
        int[] said = encoded(tokenizer, shared.text());
        RejectedException.unless(
                tokenizer.decode(said).equals(shared.text()), Rejection.NOT_ENCODABLE, "it comes back otherwise");
        if (shared.stop() != StopReason.END_OF_SEQUENCE) {
            return said;
        }
        int[] ended = Arrays.copyOf(said, said.length + 1);
        ended[said.length] = tokenizer.endOfSequence();
        return ended;
    }

    private static int[] encoded(Tokenizer tokenizer, String text) throws RejectedException {
        try {
            return text.isEmpty() ? new int[0] : tokenizer.encode(text);
        } catch (RunException e) {
            throw new RejectedException(Rejection.NOT_ENCODABLE, String.valueOf(e.getMessage()));
        }
    }

    private static Map<String, String> origin(SharedGroup group, SharedCompletion shared) {
        Map<String, String> origin = new TreeMap<>();
        origin.put(External.SENDER, group.sender());
        origin.put(External.ROUND, String.valueOf(group.round()));
        shared.logp().ifPresent(logp -> origin.put(External.LOGP, String.valueOf(logp)));
        return origin;
    }
}
