package org.waggle.common.checkpoint;

import java.io.Closeable;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.hadoop.fs.Path;

/**
 * Writes a safetensors file as transformers, vLLM and others read it: the header first, then the tensors' bytes in the
 * order in which they were announced. Closed before it is finished, it removes the file.
 */
public final class SafetensorsWriter implements Closeable {
    private final CheckpointOutput out;
    private final Path path;
    private final long expected;

    private SafetensorsWriter(CheckpointOutput out, Path path, long expected) {
        this.out = out;
        this.path = path;
        this.expected = expected;
    }

    /**
     * Begins a file, in place of one of that name, and writes its header.
     *
     * @param folder the checkpoint's folder
     * @param name path within it, with {@code /}
     * @param tensors what will be written, in that order; names differ
     */
    public static SafetensorsWriter create(Storage storage, Path folder, String name, List<TensorSpec> tensors) {
        byte[] header = SafetensorsHeader.write(tensors);
        long expected =
                header.length + tensors.stream().mapToLong(TensorSpec::bytes).sum();
        CheckpointOutput out = CheckpointOutput.create(storage, folder, name);
        out.write(ByteBuffer.wrap(header));
        return new SafetensorsWriter(out, new Path(folder, name), expected);
    }

    /**
     * Writes the next bytes, little-endian; a tensor may come in pieces, and a piece may hold several tensors.
     *
     * @throws IllegalStateException if there are more than were announced
     */
    public void write(ByteBuffer bytes) {
        if (out.bytes() + bytes.remaining() > expected) {
            throw new IllegalStateException("Invalid length of %s: %d bytes (its header announces %d)"
                    .formatted(path, out.bytes() + bytes.remaining(), expected));
        }
        out.write(bytes);
    }

    /**
     * Closes the file for good.
     *
     * @throws IllegalStateException if fewer bytes were written than announced
     */
    public CheckpointFile finish() {
        if (out.bytes() != expected) {
            throw new IllegalStateException(
                    "Invalid length of %s: %d bytes (its header announces %d)".formatted(path, out.bytes(), expected));
        }
        return out.finish();
    }

    @Override
    public void close() {
        out.close();
    }
}
