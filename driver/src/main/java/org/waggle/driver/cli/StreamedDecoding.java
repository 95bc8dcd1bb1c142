package org.waggle.driver.cli;

import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.waggle.common.data.SamplingSettings;
import org.waggle.common.spi.DecodingSession;

/** A session that decodes one sequence, and hands over its text as it grows; never half of a character. */
final class StreamedDecoding implements DecodingSession {
    private static final char INCOMPLETE = '\uFFFD';

    private final DecodingSession session;
    private final Consumer<String> sink;
    private final int held;
    private int[] tokens = {};
    private int written;

    /**
     * A session around another.
     *
     * @param held characters at the end that wait, as they may turn out to begin what ends the text
     */
    StreamedDecoding(DecodingSession session, Consumer<String> sink, int held) {
        this.session = session;
        this.sink = sink;
        this.held = held;
    }

    /** Hands over what is left of a finished text. */
    void finish(String text) {
        if (text.length() > written) {
            sink.accept(text.substring(written));
            written = text.length();
        }
    }

    @Override
    public Draw step(int[] slots, float[] uniforms, SamplingSettings settings) {
        Draw draw = session.step(slots, uniforms, settings);
        tokens = Arrays.copyOf(tokens, tokens.length + 1);
        tokens[tokens.length - 1] = draw.tokens()[0];
        finish(complete(session.text(tokens)));
        return draw;
    }

    private String complete(String text) {
        int end = Math.max(0, text.length() - held);
        while (end > 0 && text.charAt(end - 1) == INCOMPLETE) {
            end--;
        }
        return text.substring(0, end);
    }

    @Override
    public int slots() {
        return 1;
    }

    @Override
    public boolean ends(int token) {
        return session.ends(token);
    }

    @Override
    public String text(int[] drawn) {
        return session.text(drawn);
    }

    @Override
    public Prefix prefill(List<int[]> prompts) {
        return session.prefill(prompts);
    }

    @Override
    public void seat(Prefix prefix, int[] rows, int[] slots) {
        session.seat(prefix, rows, slots);
    }

    @Override
    public void close() {
        session.close();
    }
}
