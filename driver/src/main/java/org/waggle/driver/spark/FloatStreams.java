package org.waggle.driver.spark;

import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.ShortBuffer;
import org.waggle.common.data.BFloat16;

/**
 * Floats on Kryo's streams: their number, then little-endian bytes. They go through one small array, which stays in the
 * processor's cache, so that a shard is never copied as a whole.
 */
final class FloatStreams {
    private static final int CHUNK_BYTES = 1 << 16;

    private FloatStreams() {}

    private static ByteBuffer view(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    static void write(Output output, FloatBuffer values) {
        byte[] bytes = new byte[CHUNK_BYTES];
        FloatBuffer chunk = view(bytes).asFloatBuffer();
        output.writeInt(values.remaining());
        while (values.hasRemaining()) {
            int count = Math.min(chunk.capacity(), values.remaining());
            chunk.put(0, values, values.position(), count);
            values.position(values.position() + count);
            output.writeBytes(bytes, 0, count * Float.BYTES);
        }
    }

    static float[] read(Input input) {
        byte[] bytes = new byte[CHUNK_BYTES];
        FloatBuffer chunk = view(bytes).asFloatBuffer();
        float[] values = new float[input.readInt()];
        for (int from = 0; from < values.length; from += chunk.capacity()) {
            int count = Math.min(chunk.capacity(), values.length - from);
            input.readBytes(bytes, 0, count * Float.BYTES);
            chunk.get(0, values, from, count);
        }
        return values;
    }

    /** Writes the nearest bfloat16 of each value, ties to even; what isn't finite stays what it is. */
    static void writeRounded(Output output, FloatBuffer values) {
        byte[] bytes = new byte[CHUNK_BYTES];
        ShortBuffer chunk = view(bytes).asShortBuffer();
        output.writeInt(values.remaining());
        while (values.hasRemaining()) {
            int count = Math.min(chunk.capacity(), values.remaining());
            for (int i = 0; i < count; i++) {
                chunk.put(i, BFloat16.round(values.get()));
            }
            output.writeBytes(bytes, 0, count * Short.BYTES);
        }
    }

    static float[] readRounded(Input input) {
        byte[] bytes = new byte[CHUNK_BYTES];
        ShortBuffer chunk = view(bytes).asShortBuffer();
        float[] values = new float[input.readInt()];
        for (int from = 0; from < values.length; from += chunk.capacity()) {
            int count = Math.min(chunk.capacity(), values.length - from);
            input.readBytes(bytes, 0, count * Short.BYTES);
            for (int i = 0; i < count; i++) {
                values[from + i] = BFloat16.widen(chunk.get(i));
            }
        }
        return values;
    }
}
