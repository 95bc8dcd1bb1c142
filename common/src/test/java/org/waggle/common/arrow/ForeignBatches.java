package org.waggle.common.arrow;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.arrow.flatbuf.BodyCompressionMethod;
import org.apache.arrow.flatbuf.CompressionType;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.RecordBatch;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.TypeLayout;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.VectorUnloader;
import org.apache.arrow.vector.ipc.ArrowStreamReader;
import org.apache.arrow.vector.ipc.WriteChannel;
import org.apache.arrow.vector.ipc.message.ArrowBodyCompression;
import org.apache.arrow.vector.ipc.message.ArrowFieldNode;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;
import org.apache.arrow.vector.ipc.message.MessageSerializer;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.util.ByteArrayReadableSeekableByteChannel;

/** Batches as somebody would send them who means harm. */
public final class ForeignBatches {
    private static final int FRAME_BYTES = 8;

    private ForeignBatches() {}

    /** Columns of another kind. */
    public static byte[] scoredGroups() {
        return ScoredGroupCodec.encode(Examples.scored()).ipc();
    }

    /** The same stream, whose longest buffer claims to be longer. */
    public static byte[] longerColumn(byte[] stream, long claimed) {
        RecordBatch batch = batch(stream);
        int longest = 0;
        for (int i = 0; i < batch.buffersLength(); i++) {
            longest = batch.buffers(i).length() > batch.buffers(longest).length() ? i : longest;
        }
        ByteBuffer pair = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
        pair.putLong(batch.buffers(longest).offset())
                .putLong(batch.buffers(longest).length());
        byte[] changed = stream.clone();
        little(changed).putLong(indexOf(stream, pair.array()) + Long.BYTES, claimed);
        return changed;
    }

    /** The same stream, which claims to have more rows. */
    public static byte[] moreRows(byte[] stream, long claimed) {
        try (BufferAllocator allocator = Allocators.child("hostile");
                ArrowStreamReader reader =
                        new ArrowStreamReader(new ByteArrayReadableSeekableByteChannel(stream), allocator)) {
            reader.loadNextBatch();
            try (ArrowRecordBatch batch = new VectorUnloader(reader.getVectorSchemaRoot()).getRecordBatch();
                    ArrowRecordBatch changed = new ArrowRecordBatch(
                            (int) claimed, batch.getNodes(), batch.getBuffers(), batch.getBodyCompression(), true)) {
                return withBatch(stream, changed);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same stream, whose last list of a column claims to end later, as do the columns of its elements. */
    public static byte[] longerList(byte[] stream, String column, int claimed) {
        try (BufferAllocator allocator = Allocators.child("hostile");
                ArrowStreamReader reader =
                        new ArrowStreamReader(new ByteArrayReadableSeekableByteChannel(stream), allocator)) {
            reader.loadNextBatch();
            VectorSchemaRoot root = reader.getVectorSchemaRoot();
            List<Field> before = root.getSchema().getFields().stream()
                    .takeWhile(field -> !field.getName().equals(column))
                    .flatMap(ForeignBatches::withChildren)
                    .toList();
            int buffer = before.stream()
                    .mapToInt(field -> TypeLayout.getTypeBufferCount(field.getType()))
                    .sum();
            int elements =
                    (int) withChildren(root.getSchema().findField(column)).count() - 1;
            try (ArrowRecordBatch batch = new VectorUnloader(root).getRecordBatch()) {
                List<ArrowFieldNode> nodes = new ArrayList<>(batch.getNodes());
                for (int node = before.size() + 1; node <= before.size() + elements; node++) {
                    nodes.set(node, new ArrowFieldNode(claimed, 0));
                }
                batch.getBuffers().get(buffer + 1).setInt((long) batch.getLength() * Integer.BYTES, claimed);
                try (ArrowRecordBatch changed = new ArrowRecordBatch(
                        batch.getLength(), nodes, batch.getBuffers(), batch.getBodyCompression(), true)) {
                    return withBatch(stream, changed);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A field and all below it, as their nodes follow each other. */
    private static Stream<Field> withChildren(Field field) {
        return Stream.concat(Stream.of(field), field.getChildren().stream().flatMap(ForeignBatches::withChildren));
    }

    /** The same stream, which claims to be compressed. */
    public static byte[] compressed(byte[] stream) {
        try (BufferAllocator allocator = Allocators.child("hostile");
                ArrowStreamReader reader =
                        new ArrowStreamReader(new ByteArrayReadableSeekableByteChannel(stream), allocator)) {
            reader.loadNextBatch();
            ArrowBodyCompression zstd = new ArrowBodyCompression(CompressionType.ZSTD, BodyCompressionMethod.BUFFER);
            try (ArrowRecordBatch batch = new VectorUnloader(reader.getVectorSchemaRoot()).getRecordBatch();
                    ArrowRecordBatch changed =
                            new ArrowRecordBatch(batch.getLength(), batch.getNodes(), batch.getBuffers(), zstd, true)) {
                return withBatch(stream, changed);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] withBatch(byte[] stream, ArrowRecordBatch batch) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(ForeignReader.schema(stream));
        WriteChannel channel = new WriteChannel(Channels.newChannel(out));
        MessageSerializer.serialize(channel, batch);
        out.writeBytes(ByteBuffer.allocate(FRAME_BYTES).putInt(-1).array());
        out.writeBytes(new byte[ArrowBatch.CHECKSUM_BYTES]);
        return ArrowBatch.seal(out.toByteArray(), batch.getLength()).ipc();
    }

    private static RecordBatch batch(byte[] stream) {
        int from = ForeignReader.schema(stream).length + FRAME_BYTES;
        ByteBuffer message = little(stream).slice(from, stream.length - from).order(ByteOrder.LITTLE_ENDIAN);
        return (RecordBatch) Message.getRootAsMessage(message).header(new RecordBatch());
    }

    private static int indexOf(byte[] stream, byte[] part) {
        for (int at = ForeignReader.schema(stream).length; at <= stream.length - part.length; at++) {
            if (Arrays.equals(stream, at, at + part.length, part, 0, part.length)) {
                return at;
            }
        }
        throw new IllegalArgumentException("not in the stream");
    }

    private static ByteBuffer little(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
