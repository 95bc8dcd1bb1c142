package org.waggle.executor.sampler;

import java.util.Arrays;
import java.util.Map;
import org.waggle.common.data.Completion;
import org.waggle.common.data.Origin;
import org.waggle.common.data.Seed;
import org.waggle.common.data.StopReason;
import org.waggle.common.data.TokenTrace;
import org.waggle.common.spi.DecodingSession;

/** One completion in the making: what its slot has drawn so far. */
final class LiveSequence {
    private static final float ONE_BELOW = Math.nextDown(1f);

    private final int request;
    private final int sample;
    private final int round;
    private final Seed seed;
    private final int[] tokens;
    private final float[] logpSampled;
    private final float[] logpPolicy;
    private final float[] entropy;
    private int length;

    LiveSequence(int request, int sample, int round, Seed seed, int maxTokens) {
        this.request = request;
        this.sample = sample;
        this.round = round;
        this.seed = seed;
        this.tokens = new int[maxTokens];
        this.logpSampled = new float[maxTokens];
        this.logpPolicy = new float[maxTokens];
        this.entropy = new float[maxTokens];
    }

    int request() {
        return request;
    }

    /** The draw of the next token, a function of its place alone. */
    float uniform() {
        return Math.min((float) seed.at(length).uniform(), ONE_BELOW);
    }

    void append(DecodingSession.Draw draw, int row) {
        tokens[length] = draw.tokens()[row];
        logpSampled[length] = draw.logpSampled()[row];
        logpPolicy[length] = draw.logpPolicy()[row];
        entropy[length] = draw.entropy()[row];
        length++;
    }

    boolean isFinished(int endOfSequence) {
        return length == tokens.length || endsWith(endOfSequence);
    }

    private boolean endsWith(int token) {
        return length > 0 && tokens[length - 1] == token;
    }

    Completion completion(DecodingSession session) {
        int[] drawn = Arrays.copyOf(tokens, length);
        boolean ended = endsWith(session.endOfSequence());
        return new Completion(
                sample,
                drawn,
                session.text(drawn),
                TokenTrace.sampled(
                        Arrays.copyOf(logpSampled, length),
                        Arrays.copyOf(logpPolicy, length),
                        Arrays.copyOf(entropy, length)),
                ended ? StopReason.END_OF_SEQUENCE : StopReason.LENGTH,
                new Origin(-1, 0, round),
                Map.of());
    }
}
