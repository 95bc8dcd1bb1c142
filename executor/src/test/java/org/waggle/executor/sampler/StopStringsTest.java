package org.waggle.executor.sampler;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.waggle.common.data.Completion;
import org.waggle.common.data.Problem;
import org.waggle.common.data.SamplingSettings;
import org.waggle.common.data.Seed;
import org.waggle.common.data.StopReason;
import org.waggle.common.spi.DecodingSession;
import org.waggle.common.spi.Sampler;
import org.waggle.executor.rollout.CollectedRollout;

class StopStringsTest {
    /** Draws the bytes of a text, one after the other, and then zero, which ends. */
    private static final class Bytes implements DecodingSession {
        private final byte[] bytes;
        private int next;

        Bytes(String text) {
            this.bytes = text.getBytes(UTF_8);
        }

        @Override
        public Draw step(int[] slots, float[] uniforms, SamplingSettings settings) {
            int token = next < bytes.length ? bytes[next++] : 0;
            return new Draw(new int[] {token}, new float[1], new float[1], new float[1]);
        }

        @Override
        public String text(int[] tokens) {
            byte[] all = new byte[tokens.length];
            for (int i = 0; i < tokens.length; i++) {
                all[i] = (byte) tokens[i];
            }
            return new String(all, UTF_8).replace("\0", "");
        }

        @Override
        public int slots() {
            return 1;
        }

        @Override
        public boolean ends(int token) {
            return token == 0;
        }

        @Override
        public Prefix prefill(List<int[]> prompts) {
            return () -> {};
        }

        @Override
        public void seat(Prefix prefix, int[] rows, int[] slots) {}

        @Override
        public void close() {}
    }

    private static Completion sampled(String text, int maxTokens, String... stop) {
        Problem problem = new Problem("p", "p", "", Map.of());
        Sampler.Request request = new Sampler.Request(problem, new int[] {1}, 0, 1, new Seed(1), 0);
        try (Bytes session = new Bytes(text)) {
            CollectedRollout rollout = new CollectedRollout(List.of(request), session);
            new PlainSampler(new SamplingSettings(1, 0, 1, 0, 0, maxTokens, List.of(stop))).sample(rollout);
            return rollout.completions().get(0).get(0);
        }
    }

    @Test
    void aCompletionEndsWhereAStopStringIsWholeAndIsCutBeforeIt() {
        Completion completion = sampled("42\n\nNext", 64, "Next", "\n\n");
        assertThat(completion.text()).isEqualTo("42");
        assertThat(completion.tokens()).containsExactly('4', '2', '\n', '\n');
        assertThat(completion.trace().length()).isEqualTo(4);
        assertThat(completion.stop()).isEqualTo(StopReason.STOP_STRING);
    }

    @Test
    void aStopStringMayHaveCharactersOfSeveralTokens() {
        Completion completion = sampled("a👩é👩", 64, "é👩");
        assertThat(completion.text()).isEqualTo("a👩");
        assertThat(completion.length()).isEqualTo(11);
        assertThat(sampled("x".repeat(50) + "é", 64, "é").text()).isEqualTo("x".repeat(50));
    }

    @Test
    void withoutOneItsEndOrItsLengthEndsIt() {
        Completion ended = sampled("42\n", 64, "\n\n");
        assertThat(ended.text()).isEqualTo("42\n");
        assertThat(ended.stop()).isEqualTo(StopReason.END_OF_SEQUENCE);
        assertThat(sampled("42\n", 2, "\n\n").stop()).isEqualTo(StopReason.LENGTH);
        assertThat(sampled("42", 64).text()).isEqualTo("42");
    }

    @Test
    void anEmptyStopStringIsRefused() {
        assertThatThrownBy(() -> sampled("42", 64, ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Invalid stop: [] (must not have an empty text)");
    }
}
