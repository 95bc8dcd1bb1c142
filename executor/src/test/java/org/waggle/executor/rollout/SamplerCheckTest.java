package org.waggle.executor.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.waggle.common.data.Completion;
import org.waggle.common.data.GroupId;
import org.waggle.common.data.Origin;
import org.waggle.common.data.StopReason;
import org.waggle.common.data.TokenTrace;
import org.waggle.common.failure.RunException;
import org.waggle.executor.Examples;
import org.waggle.executor.guard.Guarded;
import org.waggle.executor.sampler.PlainSampler;

class SamplerCheckTest {
    private static final List<RolloutRequest> WANTED = List.of(new RolloutRequest(new GroupId(1, 0, 0), 5, 2, 2, 1));
    private static final SamplerCheck CHECK =
            new SamplerCheck(new Guarded<>("sampler Tree", new PlainSampler(Examples.SAMPLING), 1), 6);

    /** A completion of that many tokens, of which each has this log-probability. */
    private static Completion completion(int sample, int tokens, float logp) {
        float[] all = new float[tokens];
        java.util.Arrays.fill(all, logp);
        TokenTrace trace = TokenTrace.sampled(all, all, new float[tokens]);
        return new Completion(sample, new int[tokens], "", trace, StopReason.LENGTH, new Origin(-1, 0, 1), Map.of());
    }

    private static void assertRefused(String message, Completion... completions) {
        assertThatThrownBy(() -> CHECK.checked(WANTED, List.of(List.of(completions))))
                .isInstanceOf(RunException.class)
                .hasMessage(message);
    }

    @Test
    void whatWasAskedForPasses() {
        List<List<Completion>> completions = List.of(List.of(completion(2, 1, -1), completion(3, 6, -2)));
        assertThat(CHECK.checked(WANTED, completions)).isEqualTo(completions);
    }

    @Test
    void everySampleMustBeThereOnce() {
        String rule = "(must be each of 2 to 3 once; group s000001-n0-g00000)";
        assertRefused("Invalid sampler Tree: samples [2] " + rule, completion(2, 1, -1));
        assertRefused("Invalid sampler Tree: samples [2, 2] " + rule, completion(2, 1, -1), completion(2, 1, -1));
        assertRefused("Invalid sampler Tree: samples [2, 4] " + rule, completion(2, 1, -1), completion(4, 1, -1));
    }

    @Test
    void completionsKeepToTheirLength() {
        assertRefused(
                "Invalid sampler Tree: 0 tokens (must be 1 to max-tokens 6; group s000001-n0-g00000, sample 2)",
                completion(2, 0, -1),
                completion(3, 1, -1));
        assertRefused(
                "Invalid sampler Tree: 7 tokens (must be 1 to max-tokens 6; group s000001-n0-g00000, sample 3)",
                completion(2, 6, -1),
                completion(3, 7, -1));
    }

    @Test
    void logProbabilitiesAreFinite() {
        assertRefused(
                "Invalid sampler Tree: log-probability NaN (must be finite where a token is trained on;"
                        + " group s000001-n0-g00000, sample 3)",
                completion(2, 1, -1),
                completion(3, 1, Float.NaN));
    }
}
