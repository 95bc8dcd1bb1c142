package org.waggle.common.checkpoint;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.SortedMap;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;
import org.waggle.common.failure.RunException;

/**
 * A safetensors file open for reading: its header is checked at once, tensors are read by byte range. Reads at given
 * places are independent of each other, so several threads may read.
 */
public final class SafetensorsFile implements Closeable {
    private static final int CHUNK_BYTES = 1 << 20;

    private final Path path;
    private final FSDataInputStream in;
    private final SafetensorsHeader header;

    private SafetensorsFile(Path path, FSDataInputStream in, SafetensorsHeader header) {
        this.path = path;
        this.in = in;
        this.header = header;
    }

    /**
     * One tensor of a file.
     *
     * @param spec name, type and shape
     * @param begin first byte, counted from the first byte of the first tensor
     */
    public record Entry(TensorSpec spec, long begin) {
        /** The byte after its last. */
        public long end() {
            return begin + spec.bytes();
        }
    }

    /**
     * Opens a file and checks its header: length, syntax, types, and that the tensors fill the file without gap or
     * overlap.
     *
     * @throws RunException {@code Cannot read X: …} if there is no such file, or it is damaged or cut off
     */
    public static SafetensorsFile open(Storage storage, Path path) {
        long length = storage.length(path);
        FSDataInputStream in =
                Storage.reading(path, () -> storage.fileSystem(path).open(path));
        try {
            return new SafetensorsFile(path, in, SafetensorsHeader.read(path, in, length));
        } catch (RuntimeException e) {
            closeAfter(e, in);
            throw e;
        }
    }

    /** The tensors by name, in the order of their names. */
    public SortedMap<String, Entry> entries() {
        return header.entries();
    }

    /**
     * One tensor's place.
     *
     * @throws RunException if the file has no tensor of that name
     */
    public Entry entry(String name) {
        Entry entry = header.entries().get(name);
        if (entry == null) {
            throw RunException.input("Cannot read %s: it has no tensor %s", path, name);
        }
        return entry;
    }

    /**
     * Fills the rest of a buffer.
     *
     * @param begin first byte to read, counted as in {@link Entry#begin}
     * @param target its remaining bytes are filled and its position moves to its limit
     * @throws RunException if the range leaves the file, or reading fails
     */
    public void read(long begin, ByteBuffer target) {
        if (begin < 0 || begin + target.remaining() > header.dataBytes()) {
            throw RunException.input(
                    "Cannot read %s: bytes %d to %d are not in it (it has %d)",
                    path, begin, begin + target.remaining(), header.dataBytes());
        }
        Storage.reading(path, () -> {
            fill(header.dataBegin() + begin, target);
            return target;
        });
    }

    private void fill(long position, ByteBuffer target) throws IOException {
        if (target.hasArray()) {
            in.readFully(position, target.array(), target.arrayOffset() + target.position(), target.remaining());
            target.position(target.limit());
            return;
        }
        byte[] chunk = new byte[Math.min(CHUNK_BYTES, target.remaining())];
        for (long at = position; target.hasRemaining(); ) {
            int size = Math.min(chunk.length, target.remaining());
            in.readFully(at, chunk, 0, size);
            target.put(chunk, 0, size);
            at += size;
        }
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void closeAfter(RuntimeException failure, FSDataInputStream in) {
        try {
            in.close();
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }
}
