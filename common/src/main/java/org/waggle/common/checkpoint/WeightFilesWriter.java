package org.waggle.common.checkpoint;

import java.io.Closeable;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/**
 * Writes what {@link WeightFiles} reads: one file, or several with an index where one would be too large. Bytes come in
 * the order in which the tensors were announced. Closed before it is finished, it removes the file begun last.
 */
public final class WeightFilesWriter implements Closeable {
    /** Largest file in bytes, unless a single tensor is larger. */
    public static final long LARGEST_FILE_BYTES = 5_000_000_000L;

    private static final String SUFFIX = ".safetensors";

    private final Storage storage;
    private final Path folder;
    private final String name;
    private final List<List<TensorSpec>> files;
    private final List<CheckpointFile> written = new ArrayList<>();
    private @Nullable SafetensorsWriter current;
    private long missing;

    private WeightFilesWriter(Storage storage, Path folder, String name, List<List<TensorSpec>> files) {
        this.storage = storage;
        this.folder = folder;
        this.name = name;
        this.files = files;
    }

    /**
     * Begins the weights of a model or an adapter.
     *
     * @param folder the checkpoint's folder
     * @param name path of the file within it, if one is enough
     * @param tensors what will be written, in that order
     * @param largestFileBytes a file is closed before it would be larger
     */
    public static WeightFilesWriter create(
            Storage storage, Path folder, String name, List<TensorSpec> tensors, long largestFileBytes) {
        return new WeightFilesWriter(storage, folder, name, split(tensors, largestFileBytes));
    }

    /** Writes the next bytes, little-endian; a piece may hold parts of several tensors. */
    public void write(ByteBuffer bytes) {
        while (bytes.hasRemaining()) {
            SafetensorsWriter writer = missing == 0 ? next() : current();
            int end = bytes.limit();
            bytes.limit((int) Math.min(end, bytes.position() + missing));
            missing -= bytes.remaining();
            writer.write(bytes);
            bytes.limit(end);
        }
    }

    /**
     * Closes the files for good, and writes the index if there are several.
     *
     * @throws IllegalStateException if fewer bytes were written than announced
     */
    public List<CheckpointFile> finish() {
        closeCurrent();
        if (written.size() != files.size()) {
            throw new IllegalStateException(
                    "Invalid number of files of %s: %d (must be %d)".formatted(name, written.size(), files.size()));
        }
        if (files.size() > 1) {
            try (CheckpointOutput out = CheckpointOutput.create(storage, folder, name + WeightFiles.INDEX)) {
                out.write(ByteBuffer.wrap(Json.page(index())));
                written.add(out.finish());
            }
        }
        return List.copyOf(written);
    }

    @Override
    public void close() {
        if (current != null) {
            current.close();
        }
    }

    private SafetensorsWriter next() {
        closeCurrent();
        if (written.size() == files.size()) {
            throw new IllegalStateException("Invalid length of %s: more bytes than announced".formatted(name));
        }
        List<TensorSpec> tensors = files.get(written.size());
        missing = tensors.stream().mapToLong(TensorSpec::bytes).sum();
        current = SafetensorsWriter.create(storage, folder, file(written.size()), tensors);
        return current;
    }

    private SafetensorsWriter current() {
        if (current == null) {
            throw new IllegalStateException("No file of %s is open".formatted(name));
        }
        return current;
    }

    private void closeCurrent() {
        if (current != null) {
            written.add(current.finish());
            current = null;
        }
    }

    private String file(int index) {
        String stem = name.substring(0, name.length() - SUFFIX.length());
        return files.size() == 1 ? name : "%s-%05d-of-%05d%s".formatted(stem, index + 1, files.size(), SUFFIX);
    }

    private Map<String, Object> index() {
        Map<String, String> fileOfTensor = new TreeMap<>();
        long bytes = 0;
        for (int i = 0; i < files.size(); i++) {
            for (TensorSpec tensor : files.get(i)) {
                fileOfTensor.put(tensor.name(), new Path(file(i)).getName());
                bytes += tensor.bytes();
            }
        }
        return new TreeMap<>(Map.of("metadata", Map.of("total_size", bytes), "weight_map", fileOfTensor));
    }

    private static List<List<TensorSpec>> split(List<TensorSpec> tensors, long largest) {
        List<List<TensorSpec>> files = new ArrayList<>();
        long bytes = largest;
        for (TensorSpec tensor : tensors) {
            if (files.isEmpty() || bytes + tensor.bytes() > largest) {
                files.add(new ArrayList<>());
                bytes = 0;
            }
            files.get(files.size() - 1).add(tensor);
            bytes += tensor.bytes();
        }
        return files;
    }
}
