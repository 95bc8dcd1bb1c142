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
    /** Why a group can't be trained on, by the name that metrics have. */
    static final class Rejected extends Exception {
        private static final long serialVersionUID = 1;

        Rejected(String reason) {
            super(reason, null, false, false);
        }

        String reason() {
            return String.valueOf(getMessage());
        }
    }

    /** The group with the receiver's tokens; of its completions nothing is known but the text. */
    Group group(Prompts prompts, GroupId id, SharedGroup shared) throws Rejected {
        if (shared.completions().isEmpty()) {
            throw new Rejected("empty");
        }
        int[] prompt = prompt(prompts, shared);
        List<Completion> completions = new ArrayList<>();
        for (SharedCompletion completion : shared.completions()) {
            completions.add(completion(prompts.tokenizer(), prompt, shared, completion, completions.size()));
        }
        return new Group(id, shared.problem(), prompt, shared.policyVersion(), settings, completions);
    }

    private int[] prompt(Prompts prompts, SharedGroup shared) throws Rejected {
        try {
            return new PromptRoom(model, settings).tokens(prompts, shared.problem());
        } catch (RunException e) {
            throw new Rejected("prompt");
        }
    }

    private Completion completion(
            Tokenizer tokenizer, int[] prompt, SharedGroup group, SharedCompletion shared, int sample) throws Rejected {
        int[] tokens = tokens(tokenizer, shared);
        if (tokens.length == 0) {
            throw new Rejected("empty");
        }
        if (prompt.length + tokens.length > model.shape().maxPositions()) {
            throw new Rejected("too_long");
        }
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
    private static int[] tokens(Tokenizer tokenizer, SharedCompletion shared) throws Rejected {
        int[] said = encoded(tokenizer, shared.text());
        if (!tokenizer.decode(said).equals(shared.text())) {
            throw new Rejected("not_encodable");
        }
        if (shared.stop() != StopReason.END_OF_SEQUENCE) {
            return said;
        }
        int[] ended = Arrays.copyOf(said, said.length + 1);
        ended[said.length] = tokenizer.endOfSequence();
        return ended;
    }

    private static int[] encoded(Tokenizer tokenizer, String text) throws Rejected {
        try {
            return text.isEmpty() ? new int[0] : tokenizer.encode(text);
        } catch (RunException e) {
            throw new Rejected("not_encodable");
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
