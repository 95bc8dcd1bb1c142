package org.waggle.driver.state;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.waggle.common.checkpoint.SafetensorsFile;

/** Floats as raw little-endian bytes, as files and shuffles carry them. */
public final class FloatBytes {
    private FloatBytes() {}

    /** The bytes of values, ready to be read. */
    public static ByteBuffer of(float[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(values.length, Float.BYTES))
                .order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return bytes;
    }

    /** The values of bytes. */
    public static float[] floats(byte[] bytes) {
        float[] values = new float[bytes.length / Float.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
        return values;
    }

    /** A run of float32 values of a file, from a byte on. */
    static float[] read(SafetensorsFile file, long begin, int length) {
        byte[] bytes = new byte[Math.multiplyExact(length, Float.BYTES)];
        file.read(begin, ByteBuffer.wrap(bytes));
        return floats(bytes);
    }
}
