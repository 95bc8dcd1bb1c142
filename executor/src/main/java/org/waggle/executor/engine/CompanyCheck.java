package org.waggle.executor.engine;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.waggle.common.data.SamplingSettings;
import org.waggle.common.data.Seed;
import org.waggle.common.spi.DecodingSession;
import org.waggle.executor.tokenizer.Tokenizer;

/**
 * Finds out whether a policy, on this processor and in its precision, draws the same text for a sequence whatever is
 * decoded beside it. {@link Padding} was found to make it so on the processors at hand; another may round differently.
 */
public final class CompanyCheck {
    private static final int TOKENS = 6;
    private static final int[] COMPANY = {2, 3, 5, 8, 32};
    private static final SamplingSettings SETTINGS = new SamplingSettings(1, 0, 1, 0, TOKENS);

    private final DecoderPolicy policy;
    private final Tokenizer tokenizer;

    /** A check of a policy. */
    public CompanyCheck(DecoderPolicy policy, Tokenizer tokenizer) {
        this.policy = policy;
        this.tokenizer = tokenizer;
    }

    /** The smallest number of sequences tried among which one has other bits than alone; empty if there is none. */
    public OptionalInt firstDifference() {
        float[] alone = logp(1);
        return Arrays.stream(COMPANY)
                .filter(sequences -> !Arrays.equals(alone, logp(sequences)))
                .findFirst();
    }

    /** Log-probabilities of what the first of some sequences draws; the others' prompts are longer. */
    private float[] logp(int sequences) {
        List<int[]> prompts =
                IntStream.range(0, sequences).mapToObj(this::prompt).toList();
        int[] slots = IntStream.range(0, sequences).toArray();
        float[] first = new float[TOKENS];
        int longest = prompts.get(sequences - 1).length;
        try (CachedDecoding session = CachedDecoding.open(policy, tokenizer, sequences, longest + TOKENS);
                DecodingSession.Prefix prefix = session.prefill(prompts)) {
            session.seat(prefix, slots, slots);
            for (int token = 0; token < TOKENS; token++) {
                first[token] = session.step(slots, uniforms(sequences, token), SETTINGS)
                        .logpPolicy()[0];
            }
        }
        return first;
    }

    private int[] prompt(int sequence) {
        int vocabulary = policy.shape().vocabulary();
        return IntStream.range(0, 4 + sequence)
                .map(place -> (31 * sequence + 7 * place) % vocabulary)
                .toArray();
    }

    private static float[] uniforms(int sequences, int token) {
        float[] uniforms = new float[sequences];
        for (int i = 0; i < sequences; i++) {
            uniforms[i] = (float) new Seed(i).at(token).uniform();
        }
        return uniforms;
    }
}
