package org.waggle.driver.spark;

import static org.assertj.core.api.Assertions.assertThat;

import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.FloatBuffer;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Floats on a stream: as they are, and rounded to bfloat16. */
class FloatStreamsTest {
    private static final float ULP = 0x1p-7f; // of a bfloat16 between 1 and 2

    @Test
    void valuesOfManyChunksComeBackAsTheyWere() {
        float[] values = new float[40_000];
        for (int i = 0; i < values.length; i++) {
            values[i] = i * 0.1f;
        }
        assertThat(through(values, FloatStreams::write, FloatStreams::read)).isEqualTo(values);
    }

    @Test
    void roundingGoesToTheNearestAndTiesToEven() {
        float[] values = {1 + 0.4f * ULP, 1 + 0.6f * ULP, 1 + 0.5f * ULP, 1 + 1.5f * ULP, -1 - 1.5f * ULP};
        assertThat(rounded(values)).containsExactly(1, 1 + ULP, 1, 1 + 2 * ULP, -1 - 2 * ULP);
    }

    @Test
    void whatIsNotFiniteStaysSo() {
        float[] values = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.MAX_VALUE, 0};
        assertThat(rounded(values))
                .containsExactly(
                        Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY, 0);
    }

    @Test
    void roundedValuesTakeHalfTheBytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Output output = new Output(bytes)) {
            FloatStreams.writeRounded(output, FloatBuffer.wrap(new float[40_000]));
        }
        assertThat(bytes.size()).isEqualTo(Integer.BYTES + 40_000 * Short.BYTES);
    }

    private static float[] rounded(float[] values) {
        return through(values, FloatStreams::writeRounded, FloatStreams::readRounded);
    }

    private static float[] through(
            float[] values, BiConsumer<Output, FloatBuffer> write, Function<Input, float[]> read) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Output output = new Output(bytes)) {
            write.accept(output, FloatBuffer.wrap(values));
        }
        return read.apply(new Input(new ByteArrayInputStream(bytes.toByteArray())));
    }
}
