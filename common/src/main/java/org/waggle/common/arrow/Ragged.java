package org.waggle.common.arrow;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.ToIntFunction;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.BaseFixedWidthVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.complex.ListVector;

/** Fills lists and texts of uneven length with few copies: an array at a time, never a number at a time. */
final class Ragged {
    private Ragged() {}

    /** Gives each row of a list its place among the elements and returns their number. */
    static <T> int offsets(ListVector list, List<T> rows, ToIntFunction<T> length) {
        list.setInitialCapacity(rows.size());
        list.allocateNew();
        int total = 0;
        for (int row = 0; row < rows.size(); row++) {
            int size = length.applyAsInt(rows.get(row));
            list.startNewValue(row);
            list.endValue(row, size);
            total = Math.addExact(total, size);
        }
        return total;
    }

    static void ints(IntVector vector, List<int[]> rows, int total) {
        var target = allocate(vector, total).asIntBuffer();
        rows.forEach(target::put);
    }

    static void floats(Float4Vector vector, List<float[]> rows, int total) {
        var target = allocate(vector, total).asFloatBuffer();
        rows.forEach(target::put);
    }

    static void doubles(Float8Vector vector, List<double[]> rows, int total) {
        var target = allocate(vector, total).asDoubleBuffer();
        rows.forEach(target::put);
    }

    static void bits(BitVector vector, List<boolean[]> rows, int total) {
        byte[] packed = new byte[(total + 7) / 8];
        int at = 0;
        for (boolean[] row : rows) {
            for (boolean bit : row) {
                packed[at >> 3] |= (byte) (bit ? 1 << (at & 7) : 0);
                at++;
            }
        }
        allocate(vector, total).put(packed);
    }

    static void texts(VarCharVector vector, List<String> rows) {
        List<byte[]> encoded =
                rows.stream().map(row -> row.getBytes(StandardCharsets.UTF_8)).toList();
        vector.allocateNew(encoded.stream().mapToLong(row -> row.length).sum(), rows.size());
        for (int row = 0; row < rows.size(); row++) {
            vector.set(row, encoded.get(row));
        }
        vector.setValueCount(rows.size());
    }

    private static ByteBuffer allocate(BaseFixedWidthVector vector, int total) {
        vector.allocateNew(total);
        ArrowBuf valid = vector.getValidityBuffer();
        valid.setOne(0, valid.capacity());
        vector.setValueCount(total);
        return whole(vector.getDataBuffer());
    }

    static ByteBuffer whole(ArrowBuf buffer) {
        return buffer.nioBuffer(0, Math.toIntExact(buffer.capacity())).order(ByteOrder.LITTLE_ENDIAN);
    }
}
