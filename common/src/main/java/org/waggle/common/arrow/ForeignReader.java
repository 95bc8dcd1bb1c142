package org.waggle.common.arrow;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.flatbuf.Buffer;
import org.apache.arrow.flatbuf.FieldNode;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.flatbuf.RecordBatch;
import org.waggle.common.data.RejectedException;
import org.waggle.common.data.Rejection;

/**
 * Reads a batch of somebody who may mean harm. Arrow's own reader allocates what headers say; this one looks at the
 * file's bytes, where they are, and allocates only what they fill. The schema must be, byte for byte, the one that we
 * write; buffers must follow each other without overlap, so that all texts together are no longer than the file.
 *
 * <p>Layout: Arrow IPC streaming format (https://arrow.apache.org/docs/format/Columnar.html), version 5.
 */
final class ForeignReader implements Columns {
    private static final int FRAME_BYTES = 8;
    private static final int CONTINUATION = -1;

    private final RecordBatch batch;
    private final ByteBuffer body;
    private final int rows;
    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    private int nodes;
    private int buffers;
    private long used;

    private ForeignReader(RecordBatch batch, ByteBuffer body, int rows) {
        this.batch = batch;
        this.body = body;
        this.rows = rows;
    }

    /**
     * Reads a whole stream.
     *
     * @param stream schema, one record batch, end mark and checksum
     * @param schema what the stream has to begin with
     * @param mostRows refuses more
     */
    static <T> T read(byte[] stream, byte[] schema, int mostRows, Reading<T> reading) throws RejectedException {
        try {
            ForeignReader reader = open(stream, schema, mostRows);
            T read = reading.of(reader);
            require(
                    reader.nodes == reader.batch.nodesLength() && reader.buffers == reader.batch.buffersLength(),
                    "there are more columns than the schema has");
            return read;
        } catch (RuntimeException e) {
            // Flatbuffers and byte buffers throw where a place lies outside.
            throw new RejectedException(Rejection.SCHEMA, "the columns are damaged (" + e + ")");
        }
    }

    /** The first message of a stream that we wrote. */
    static byte[] schema(byte[] stream) {
        return Arrays.copyOf(stream, FRAME_BYTES + little(stream).getInt(Integer.BYTES));
    }

    private static ForeignReader open(byte[] stream, byte[] schema, int mostRows) throws RejectedException {
        require(
                stream.length > schema.length && Arrays.equals(stream, 0, schema.length, schema, 0, schema.length),
                "the schema is another one");
        ByteBuffer rest = slice(little(stream), schema.length, stream.length - schema.length);
        require(rest.getInt(0) == CONTINUATION, "no message follows the schema");
        int header = rest.getInt(Integer.BYTES);
        require(header > 0 && header <= rest.capacity() - FRAME_BYTES, "the message is longer than the file");
        Message message = Message.getRootAsMessage(slice(rest, FRAME_BYTES, header));
        require(message.headerType() == MessageHeader.RecordBatch, "the message is no record batch");
        long bodyBytes = message.bodyLength();
        int end = FRAME_BYTES + ArrowBatch.CHECKSUM_BYTES;
        require(bodyBytes == rest.capacity() - FRAME_BYTES - header - end, "the body has another length than the file");
        RecordBatch batch = (RecordBatch) message.header(new RecordBatch());
        RejectedException.unless(batch.compression() == null, Rejection.COMPRESSED, "the columns are compressed");
        long count = batch.length();
        RejectedException.unless(
                count >= 0 && count <= mostRows, Rejection.COUNTS, "%d rows (at most %d)".formatted(count, mostRows));
        return new ForeignReader(batch, slice(rest, FRAME_BYTES + header, (int) bodyBytes), (int) count);
    }

    @Override
    public int rows() {
        return rows;
    }

    @Override
    public int[] ints(String name) throws RejectedException {
        node(rows);
        ByteBuffer data = fixed(rows, Integer.BYTES);
        int[] values = new int[rows];
        data.asIntBuffer().get(values);
        return values;
    }

    @Override
    public long[] longs(String name) throws RejectedException {
        node(rows);
        ByteBuffer data = fixed(rows, Long.BYTES);
        long[] values = new long[rows];
        data.asLongBuffer().get(values);
        return values;
    }

    @Override
    public String[] texts(String name) throws RejectedException {
        return texts(rows);
    }

    @Override
    public List<List<String>> textLists(String name) throws RejectedException {
        int[] ends = lists();
        List<String> values = Arrays.asList(texts(ends[rows]));
        List<List<String>> lists = new ArrayList<>(rows);
        for (int row = 0; row < rows; row++) {
            lists.add(values.subList(ends[row], ends[row + 1]));
        }
        return lists;
    }

    @Override
    public float[][] floatLists(String name) throws RejectedException {
        int[] ends = lists();
        node(ends[rows]);
        ByteBuffer data = fixed(ends[rows], Float.BYTES);
        float[][] values = new float[rows][];
        for (int row = 0; row < rows; row++) {
            values[row] = new float[ends[row + 1] - ends[row]];
            data.asFloatBuffer().position(ends[row]).get(values[row]);
        }
        return values;
    }

    @Override
    public List<Map<String, String>> textMaps(String name) throws RejectedException {
        int[] ends = lists();
        node(ends[rows]);
        buffer(0);
        String[] keys = texts(ends[rows]);
        String[] values = texts(ends[rows]);
        List<Map<String, String>> maps = new ArrayList<>(rows);
        for (int row = 0; row < rows; row++) {
            Map<String, String> map = new LinkedHashMap<>();
            for (int place = ends[row]; place < ends[row + 1]; place++) {
                require(map.put(keys[place], values[place]) == null, "a map has a name twice");
            }
            maps.add(map);
        }
        return maps;
    }

    private String[] texts(int count) throws RejectedException {
        node(count);
        buffer(0);
        int[] ends = offsets(count);
        ByteBuffer data = buffer(ends[count]);
        String[] texts = new String[count];
        for (int place = 0; place < count; place++) {
            try {
                texts[place] = decoder.decode(slice(data, ends[place], ends[place + 1] - ends[place]))
                        .toString();
            } catch (CharacterCodingException e) {
                throw new RejectedException(Rejection.UTF_8, "text %d: %s".formatted(place, e.getMessage()));
            }
        }
        return texts;
    }

    /** Where each row's elements begin, and where the last one's end. */
    private int[] lists() throws RejectedException {
        node(rows);
        buffer(0);
        return offsets(rows);
    }

    private int[] offsets(int count) throws RejectedException {
        if (count == 0) {
            buffer(0);
            return new int[1];
        }
        // A nested count is a stranger's: what its buffer has not, isn't allocated.
        ByteBuffer data = buffer((count + 1L) * Integer.BYTES);
        int[] ends = new int[count + 1];
        data.asIntBuffer().get(ends);
        require(ends[0] == 0, "offsets don't begin at 0");
        for (int place = 0; place < count; place++) {
            require(ends[place] <= ends[place + 1], "offsets go back");
        }
        return ends;
    }

    private void node(int count) throws RejectedException {
        require(nodes < batch.nodesLength(), "a column is missing");
        FieldNode node = batch.nodes(nodes++);
        require(node.length() == count && node.nullCount() == 0, "a column has another length than its rows, or nulls");
    }

    private ByteBuffer fixed(int count, int bytes) throws RejectedException {
        buffer(0);
        return buffer((long) count * bytes);
    }

    /** The next buffer, of at least so many bytes. */
    private ByteBuffer buffer(long leastBytes) throws RejectedException {
        require(buffers < batch.buffersLength(), "a buffer is missing");
        Buffer buffer = batch.buffers(buffers++);
        long offset = buffer.offset();
        long length = buffer.length();
        require(
                offset >= used && length >= leastBytes && length <= body.capacity() - offset,
                "a buffer is shorter than its rows, or lies outside");
        used = offset + length;
        return slice(body, (int) offset, (int) length);
    }

    private static ByteBuffer little(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static ByteBuffer slice(ByteBuffer whole, int from, int length) {
        return whole.slice(from, length).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static void require(boolean condition, String otherwise) throws RejectedException {
        RejectedException.unless(condition, Rejection.SCHEMA, otherwise);
    }
}
