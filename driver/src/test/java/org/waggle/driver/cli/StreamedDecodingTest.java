package org.waggle.driver.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.waggle.common.data.SamplingSettings;
import org.waggle.common.spi.DecodingSession;

class StreamedDecodingTest {
    private static final SamplingSettings GREEDY = new SamplingSettings(0, 0, 1, 0, 64);

    /** Draws the bytes of a text, one after the other. */
    private static final class Bytes implements DecodingSession {
        private final byte[] bytes;
        private int next;

        Bytes(String text) {
            this.bytes = text.getBytes(UTF_8);
        }

        @Override
        public Draw step(int[] slots, float[] uniforms, SamplingSettings settings) {
            return new Draw(new int[] {bytes[next++]}, new float[1], new float[1], new float[1]);
        }

        @Override
        public String text(int[] tokens) {
            byte[] all = new byte[tokens.length];
            for (int i = 0; i < tokens.length; i++) {
                all[i] = (byte) tokens[i];
            }
            return new String(all, UTF_8);
        }

        @Override
        public int slots() {
            return 1;
        }

        @Override
        public boolean ends(int token) {
            return false;
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

    @Test
    void aCharacterOfSeveralTokensIsHandedOverWhole() {
        List<String> pieces = new ArrayList<>();
        String text = "aé👩!";
        try (StreamedDecoding streamed = new StreamedDecoding(new Bytes(text), pieces::add, 0)) {
            for (int i = 0; i < text.getBytes(UTF_8).length; i++) {
                streamed.step(new int[] {0}, new float[] {0}, GREEDY);
            }
            streamed.finish(text);
        }
        assertThat(pieces).containsExactly("a", "é", "👩", "!");
    }

    @Test
    void whatEndsInHalfACharacterIsHandedOverAtTheEnd() {
        List<String> pieces = new ArrayList<>();
        try (StreamedDecoding streamed = new StreamedDecoding(new Bytes("aé"), pieces::add, 0)) {
            streamed.step(new int[] {0}, new float[] {0}, GREEDY);
            streamed.step(new int[] {0}, new float[] {0}, GREEDY);
            streamed.finish("a\uFFFD");
        }
        assertThat(pieces).containsExactly("a", "\uFFFD");
    }
}
