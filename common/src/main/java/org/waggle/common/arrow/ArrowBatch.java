package org.waggle.common.arrow;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * One Arrow IPC stream with a single record batch: the one thing that goes through a shuffle. After the stream's end
 * mark, where readers of Arrow stop, follow four bytes of CRC-32C, since Arrow itself trusts the lengths in its
 * headers. The bytes are owned and never changed.
 */
public final class ArrowBatch implements Serializable {
    static final int CHECKSUM_BYTES = Integer.BYTES;

    private final byte[] ipc;
    private final int rows;

    /**
     * A batch.
     *
     * @param ipc the stream, schema included, and its checksum
     * @param rows number of rows of its record batch, at least 0
     */
    public ArrowBatch(byte[] ipc, int rows) {
        this.ipc = ipc;
        this.rows = rows;
    }

    /** The stream, schema included, and its checksum; not a copy. */
    public byte[] ipc() {
        return ipc;
    }

    /** Number of rows. */
    public int rows() {
        return rows;
    }

    /**
     * Seals a stream with its checksum.
     *
     * @param stream an array with room for the checksum at its end
     */
    static ArrowBatch seal(byte[] stream, int rows) {
        ByteBuffer.wrap(stream).putInt(stream.length - CHECKSUM_BYTES, checksum(stream));
        return new ArrowBatch(stream, rows);
    }

    /** Whether the bytes are those that were sealed. */
    boolean isSound() {
        return ipc.length >= CHECKSUM_BYTES
                && ByteBuffer.wrap(ipc).getInt(ipc.length - CHECKSUM_BYTES) == checksum(ipc);
    }

    private static int checksum(byte[] stream) {
        CRC32C checksum = new CRC32C();
        checksum.update(stream, 0, stream.length - CHECKSUM_BYTES);
        return (int) checksum.getValue();
    }
}
