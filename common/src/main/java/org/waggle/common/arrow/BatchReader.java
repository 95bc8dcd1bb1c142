package org.waggle.common.arrow;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.complex.MapVector;
import org.apache.arrow.vector.complex.StructVector;
import org.apache.arrow.vector.ipc.ArrowStreamReader;
import org.apache.arrow.vector.util.ByteArrayReadableSeekableByteChannel;
import org.waggle.common.failure.FailureKind;
import org.waggle.common.failure.RunException;

/** Turns the columns of a batch back into arrays, [rows]. Nothing that it returns refers to Arrow's memory. */
final class BatchReader implements Columns {
    private final VectorSchemaRoot root;
    private final int rows;

    private BatchReader(VectorSchemaRoot root) {
        this.root = root;
        this.rows = root.getRowCount();
    }

    /**
     * Opens a batch, reads it and frees its memory, whatever happens. The checksum finds accidents, not malice: a batch
     * of a stranger needs a signature.
     *
     * @throws RunException if its schema is another one, or its bytes are damaged
     */
    static <T> T read(ArrowBatch batch, BatchSchema schema, Function<BatchReader, T> body) {
        if (!batch.isSound()) {
            throw damaged(schema, new IOException("its checksum differs"));
        }
        try (BufferAllocator allocator = Allocators.child("decode " + schema.kind());
                ArrowStreamReader stream =
                        new ArrowStreamReader(new ByteArrayReadableSeekableByteChannel(batch.ipc()), allocator)) {
            VectorSchemaRoot root = stream.getVectorSchemaRoot();
            schema.require(root.getSchema().getCustomMetadata());
            stream.loadNextBatch();
            if (root.getRowCount() != batch.rows()) {
                throw new IOException("%d rows, not %d".formatted(root.getRowCount(), batch.rows()));
            }
            return body.apply(new BatchReader(root));
        } catch (RunException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw damaged(schema, e);
        }
    }

    private static RunException damaged(BatchSchema schema, Exception cause) {
        return new RunException(
                FailureKind.INTERNAL,
                "Cannot read %s: the batch is damaged (%s)".formatted(schema.kind(), cause.getMessage()),
                cause);
    }

    @Override
    public int rows() {
        return rows;
    }

    @Override
    public int[] ints(String name) {
        int[] values = new int[rows];
        Ragged.whole(vector(name, IntVector.class).getDataBuffer())
                .asIntBuffer()
                .get(values);
        return values;
    }

    @Override
    public long[] longs(String name) {
        long[] values = new long[rows];
        Ragged.whole(vector(name, BigIntVector.class).getDataBuffer())
                .asLongBuffer()
                .get(values);
        return values;
    }

    double[] doubles(String name) {
        double[] values = new double[rows];
        Ragged.whole(vector(name, Float8Vector.class).getDataBuffer())
                .asDoubleBuffer()
                .get(values);
        return values;
    }

    @Override
    public String[] texts(String name) {
        return texts(vector(name, VarCharVector.class), rows);
    }

    int[][] intLists(String name) {
        ListVector list = vector(name, ListVector.class);
        IntBuffer data = Ragged.whole(list.getDataVector().getDataBuffer()).asIntBuffer();
        int[][] values = new int[rows][];
        for (int row = 0; row < rows; row++) {
            values[row] = new int[length(list, row, data.limit())];
            data.get(list.getElementStartIndex(row), values[row]);
        }
        return values;
    }

    @Override
    public float[][] floatLists(String name) {
        ListVector list = vector(name, ListVector.class);
        FloatBuffer data = Ragged.whole(list.getDataVector().getDataBuffer()).asFloatBuffer();
        float[][] values = new float[rows][];
        for (int row = 0; row < rows; row++) {
            values[row] = new float[length(list, row, data.limit())];
            data.get(list.getElementStartIndex(row), values[row]);
        }
        return values;
    }

    boolean[][] bitLists(String name) {
        ListVector list = vector(name, ListVector.class);
        ByteBuffer data = Ragged.whole(list.getDataVector().getDataBuffer());
        boolean[][] values = new boolean[rows][];
        for (int row = 0; row < rows; row++) {
            values[row] = new boolean[length(list, row, 8 * data.limit())];
            int at = list.getElementStartIndex(row);
            for (int place = 0; place < values[row].length; place++, at++) {
                values[row][place] = (data.get(at >> 3) >> (at & 7) & 1) != 0;
            }
        }
        return values;
    }

    @Override
    public List<List<String>> textLists(String name) {
        ListVector list = vector(name, ListVector.class);
        VarCharVector data = (VarCharVector) list.getDataVector();
        String[] values = texts(data, data.getValueCount());
        List<List<String>> lists = new ArrayList<>(rows);
        for (int row = 0; row < rows; row++) {
            int from = list.getElementStartIndex(row);
            lists.add(List.of(Arrays.copyOfRange(values, from, from + length(list, row, values.length))));
        }
        return lists;
    }

    @Override
    public List<Map<String, String>> textMaps(String name) {
        MapVector map = vector(name, MapVector.class);
        StructVector entries = (StructVector) map.getDataVector();
        String[] values = texts((VarCharVector) entries.getChild(MapVector.VALUE_NAME), entries.getValueCount());
        return maps(map, entries, place -> values[place]);
    }

    List<Map<String, Double>> scoreMaps(String name) {
        MapVector map = vector(name, MapVector.class);
        StructVector entries = (StructVector) map.getDataVector();
        Float8Vector values = (Float8Vector) entries.getChild(MapVector.VALUE_NAME);
        return maps(map, entries, values::get);
    }

    List<Map<String, double[]>> scoreListMaps(String name) {
        MapVector map = vector(name, MapVector.class);
        StructVector entries = (StructVector) map.getDataVector();
        ListVector lists = (ListVector) entries.getChild(MapVector.VALUE_NAME);
        var data = Ragged.whole(lists.getDataVector().getDataBuffer()).asDoubleBuffer();
        return maps(map, entries, place -> {
            double[] values = new double[length(lists, place, data.limit())];
            data.get(lists.getElementStartIndex(place), values);
            return values;
        });
    }

    private <T> List<Map<String, T>> maps(MapVector map, StructVector entries, IntFunction<T> value) {
        String[] keys = texts((VarCharVector) entries.getChild(MapVector.KEY_NAME), entries.getValueCount());
        @SuppressWarnings({"unchecked", "rawtypes"})
        Map<String, T>[] maps = new Map[rows];
        for (int row = 0; row < rows; row++) {
            int start = map.getElementStartIndex(row);
            int length = length(map, row, keys.length);
            maps[row] = length == 0 ? Map.of() : new LinkedHashMap<>();
            for (int place = start; place < start + length; place++) {
                maps[row].put(keys[place], value.apply(place));
            }
        }
        return Arrays.asList(maps);
    }

    private static String[] texts(VarCharVector vector, int count) {
        byte[] all = new byte[Math.toIntExact(vector.getDataBuffer().capacity())];
        vector.getDataBuffer().getBytes(0, all);
        String[] values = new String[count];
        for (int row = 0; row < count; row++) {
            int start = vector.getStartOffset(row);
            values[row] = new String(all, start, vector.getEndOffset(row) - start, StandardCharsets.UTF_8);
        }
        return values;
    }

    /** Length of a list, after a look at its place: a damaged batch must not make us allocate what it says. */
    private static int length(ListVector list, int row, int elements) {
        int start = list.getElementStartIndex(row);
        int end = list.getElementEndIndex(row);
        Objects.checkFromToIndex(start, end, elements);
        return end - start;
    }

    private <V extends FieldVector> V vector(String name, Class<V> type) {
        return type.cast(Objects.requireNonNull(root.getVector(name), "no column " + name));
    }
}
