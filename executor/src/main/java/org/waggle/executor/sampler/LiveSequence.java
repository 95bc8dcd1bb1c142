package org.waggle.executor.sampler;

import java.util.Arrays;
import java.util.Map;
import org.waggle.common.data.Completion;
import org.waggle.common.data.Origin;
import org.waggle.common.data.SamplingSettings;
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
    private final StopStrings stop;
    private final int[] tokens;
    private final float[] logpSampled;
    private final float[] logpPolicy;
    private final float[] entropy;
    private int length;

    LiveSequence(int request, int sample, int round, Seed seed, SamplingSettings settings) {
        this.request = request;
        this.sample = sample;
        this.round = round;
        this.seed = seed;
        this.stop = new StopStrings(settings.stop());
        int maxTokens = settings.maxTokens();
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

    boolean isFinished(DecodingSession session) {
        return length == tokens.length || isEnded(session) || stop.end(tokens, length, session);
    }

    private boolean isEnded(DecodingSession session) {
        return length > 0 && session.ends(tokens[length - 1]);
    }

    private StopReason reason(String text, DecodingSession session) {
        if (stop.isIn(text)) {
            return StopReason.STOP_STRING;
        }
        return isEnded(session) ? StopReason.END_OF_SEQUENCE : StopReason.LENGTH;
    }

    Completion completion(DecodingSession session) {
        int[] drawn = Arrays.copyOf(tokens, length);
        String text = session.text(drawn);
        return new Completion(
                sample,
                drawn,
                stop.cut(text),
                TokenTrace.sampled(
                        Arrays.copyOf(logpSampled, length),
                        Arrays.copyOf(logpPolicy, length),
                        Arrays.copyOf(entropy, length)),
                reason(text, session),
                new Origin(-1, 0, round),
                Map.of());
    }
}
