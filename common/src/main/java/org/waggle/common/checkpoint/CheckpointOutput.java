package org.waggle.common.checkpoint;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.Path;

/**
 * A file of a checkpoint being written; counts and hashes what goes through. It appears when it is finished. Several
 * writers of one file do each other no harm: a task may run twice, and the copy that is given up must not take away
 * what the other has written.
 */
public final class CheckpointOutput implements Closeable {
    private static final int CHUNK_BYTES = 1 << 20;

    private final Storage storage;
    private final Path path;
    private final String name;
    private final Path place;
    private final FSDataOutputStream out;
    private final MessageDigest digest = sha256();
    private long bytes;
    private boolean finished;

    private CheckpointOutput(Storage storage, Path path, String name) {
        this.storage = storage;
        this.path = path;
        this.name = name;
        this.place = storage.place(path);
        this.out = storage.create(place);
    }

    /**
     * Begins a file, in place of one of that name.
     *
     * @param folder the checkpoint's folder
     * @param name path within it, with {@code /}
     */
    public static CheckpointOutput create(Storage storage, Path folder, String name) {
        return new CheckpointOutput(storage, new Path(folder, name), name);
    }

    /** Writes the remaining bytes of a buffer, and moves its position to its limit. */
    public void write(ByteBuffer source) {
        Storage.writing(path, () -> {
            digest.update(source.duplicate());
            bytes += source.remaining();
            copy(source);
            return bytes;
        });
    }

    private void copy(ByteBuffer source) throws IOException {
        if (source.hasArray()) {
            out.write(source.array(), source.arrayOffset() + source.position(), source.remaining());
            source.position(source.limit());
            return;
        }
        byte[] chunk = new byte[Math.min(CHUNK_BYTES, source.remaining())];
        while (source.hasRemaining()) {
            int size = Math.min(chunk.length, source.remaining());
            source.get(chunk, 0, size);
            out.write(chunk, 0, size);
        }
    }

    /** Number of bytes written so far. */
    public long bytes() {
        return bytes;
    }

    /** Closes the file for good and says what is in it. */
    public CheckpointFile finish() {
        Storage.writing(path, () -> {
            out.hsync();
            out.close();
            storage.settle(place, path);
            return path;
        });
        finished = true;
        return new CheckpointFile(name, bytes, HexFormat.of().formatHex(digest.digest()));
    }

    @Override
    public void close() {
        if (!finished) {
            finished = true;
            Storage.writing(path, () -> {
                storage.giveUp(out, place, path);
                return path;
            });
        }
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
