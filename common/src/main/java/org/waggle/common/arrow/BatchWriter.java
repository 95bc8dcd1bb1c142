package org.waggle.common.arrow;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.complex.MapVector;
import org.apache.arrow.vector.complex.StructVector;
import org.apache.arrow.vector.ipc.ArrowStreamWriter;
import org.apache.arrow.vector.types.Types.MinorType;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;

/** Turns a list of rows into a batch, one column after the other. Close it, also after a failure. */
final class BatchWriter<R> implements AutoCloseable {
    private static final int SCHEMA_BYTES = 16 * 1024;

    private final BatchSchema schema;
    private final List<R> rows;
    private final BufferAllocator allocator;
    private final List<FieldVector> vectors = new ArrayList<>();

    BatchWriter(BatchSchema schema, List<R> rows) {
        this.schema = schema;
        this.rows = rows;
        this.allocator = Allocators.child("encode " + schema.kind());
    }

    BatchWriter<R> ints(String name, ToIntFunction<R> value) {
        IntVector vector = add(new IntVector(name, required(MinorType.INT.getType()), allocator));
        vector.allocateNew(rows.size());
        for (int row = 0; row < rows.size(); row++) {
            vector.set(row, value.applyAsInt(rows.get(row)));
        }
        return this;
    }

    BatchWriter<R> longs(String name, ToLongFunction<R> value) {
        BigIntVector vector = add(new BigIntVector(name, required(MinorType.BIGINT.getType()), allocator));
        vector.allocateNew(rows.size());
        for (int row = 0; row < rows.size(); row++) {
            vector.set(row, value.applyAsLong(rows.get(row)));
        }
        return this;
    }

    BatchWriter<R> doubles(String name, ToDoubleFunction<R> value) {
        Float8Vector vector = add(new Float8Vector(name, required(MinorType.FLOAT8.getType()), allocator));
        vector.allocateNew(rows.size());
        for (int row = 0; row < rows.size(); row++) {
            vector.set(row, value.applyAsDouble(rows.get(row)));
        }
        return this;
    }

    BatchWriter<R> texts(String name, Function<R, String> value) {
        VarCharVector vector = add(new VarCharVector(name, required(ArrowType.Utf8.INSTANCE), allocator));
        Ragged.texts(vector, column(value));
        return this;
    }

    BatchWriter<R> intLists(String name, Function<R, int[]> value) {
        List<int[]> lists = column(value);
        ListVector list = addList(name, MinorType.INT.getType());
        int total = Ragged.offsets(list, lists, one -> one.length);
        Ragged.ints((IntVector) list.getDataVector(), lists, total);
        return this;
    }

    BatchWriter<R> floatLists(String name, Function<R, float[]> value) {
        List<float[]> lists = column(value);
        ListVector list = addList(name, MinorType.FLOAT4.getType());
        int total = Ragged.offsets(list, lists, one -> one.length);
        Ragged.floats((Float4Vector) list.getDataVector(), lists, total);
        return this;
    }

    BatchWriter<R> bitLists(String name, Function<R, boolean[]> value) {
        List<boolean[]> lists = column(value);
        ListVector list = addList(name, MinorType.BIT.getType());
        int total = Ragged.offsets(list, lists, one -> one.length);
        Ragged.bits((BitVector) list.getDataVector(), lists, total);
        return this;
    }

    BatchWriter<R> textLists(String name, Function<R, List<String>> value) {
        List<List<String>> lists = column(value);
        ListVector list = addList(name, ArrowType.Utf8.INSTANCE);
        Ragged.offsets(list, lists, List::size);
        Ragged.texts(
                (VarCharVector) list.getDataVector(),
                lists.stream().flatMap(List::stream).toList());
        return this;
    }

    BatchWriter<R> textMaps(String name, Function<R, Map<String, String>> value) {
        List<Map<String, String>> maps = column(value);
        StructVector entries = addMap(name, maps, field(MapVector.VALUE_NAME, ArrowType.Utf8.INSTANCE));
        Ragged.texts((VarCharVector) entries.getChild(MapVector.VALUE_NAME), values(maps));
        return this;
    }

    /** Maps from names to scores. */
    BatchWriter<R> scoreMaps(String name, Function<R, Map<String, Double>> value) {
        List<Map<String, Double>> maps = column(value);
        StructVector entries = addMap(name, maps, field(MapVector.VALUE_NAME, MinorType.FLOAT8.getType()));
        double[] scores = values(maps).stream().mapToDouble(Double::doubleValue).toArray();
        Ragged.doubles((Float8Vector) entries.getChild(MapVector.VALUE_NAME), List.of(scores), scores.length);
        return this;
    }

    /** Maps from names to lists of scores. */
    BatchWriter<R> scoreListMaps(String name, Function<R, Map<String, double[]>> value) {
        List<Map<String, double[]>> maps = column(value);
        Field element = field(ListVector.DATA_VECTOR_NAME, MinorType.FLOAT8.getType());
        Field lists = new Field(MapVector.VALUE_NAME, FieldType.notNullable(ArrowType.List.INSTANCE), List.of(element));
        StructVector entries = addMap(name, maps, lists);
        List<double[]> scores = values(maps);
        ListVector list = (ListVector) entries.getChild(MapVector.VALUE_NAME);
        int total = Ragged.offsets(list, scores, one -> one.length);
        Ragged.doubles((Float8Vector) list.getDataVector(), scores, total);
        list.setValueCount(scores.size());
        return this;
    }

    ArrowBatch batch() {
        vectors.forEach(vector -> vector.setValueCount(rows.size()));
        List<Field> fields = vectors.stream().map(FieldVector::getField).toList();
        int bytes = SCHEMA_BYTES
                + vectors.stream().mapToInt(FieldVector::getBufferSize).reduce(0, Math::addExact);
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes);
        VectorSchemaRoot root = new VectorSchemaRoot(new Schema(fields, schema.metadata()), vectors, rows.size());
        try (ArrowStreamWriter writer = new ArrowStreamWriter(root, null, out)) {
            writer.writeBatch();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        out.writeBytes(new byte[ArrowBatch.CHECKSUM_BYTES]);
        return ArrowBatch.seal(out.toByteArray(), rows.size());
    }

    @Override
    public void close() {
        vectors.forEach(FieldVector::close);
        allocator.close();
    }

    private <T> List<T> column(Function<R, T> value) {
        return rows.stream().map(value).toList();
    }

    private static <T> List<T> values(List<Map<String, T>> maps) {
        return maps.stream().flatMap(map -> map.values().stream()).toList();
    }

    private ListVector addList(String name, ArrowType element) {
        ListVector list = add(new ListVector(name, allocator, required(ArrowType.List.INSTANCE), null));
        list.addOrGetVector(required(element));
        return list;
    }

    private <T> StructVector addMap(String name, List<Map<String, T>> maps, Field value) {
        MapVector map = add(new MapVector(name, allocator, required(new ArrowType.Map(false)), null));
        Field key = field(MapVector.KEY_NAME, ArrowType.Utf8.INSTANCE);
        map.initializeChildrenFromFields(List.of(
                new Field(MapVector.DATA_VECTOR_NAME, required(ArrowType.Struct.INSTANCE), List.of(key, value))));
        int total = Ragged.offsets(map, maps, Map::size);
        StructVector entries = (StructVector) map.getDataVector();
        Ragged.texts(
                (VarCharVector) entries.getChild(MapVector.KEY_NAME),
                maps.stream().flatMap(one -> one.keySet().stream()).toList());
        for (int entry = 0; entry < total; entry++) {
            entries.setIndexDefined(entry);
        }
        return entries;
    }

    private <V extends FieldVector> V add(V vector) {
        vectors.add(vector);
        return vector;
    }

    private static FieldType required(ArrowType type) {
        return FieldType.notNullable(type);
    }

    private static Field field(String name, ArrowType type) {
        return new Field(name, required(type), List.of());
    }
}
