package org.waggle.driver.dataset;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.waggle.common.data.Problem;

/** What a JVM keeps of the problems that it has read: the row groups used last, up to a number of bytes. */
final class ProblemCache {
    private static final long MOST_BYTES = 128L << 20;
    private static final ProblemCache SHARED = new ProblemCache(MOST_BYTES);

    private final long mostBytes;
    private final Map<String, ProblemReader> readers = new ConcurrentHashMap<>();
    private final Map<Key, Block> blocks = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    ProblemCache(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    /** The cache of this JVM. */
    static ProblemCache shared() {
        return SHARED;
    }

    /**
     * The problem in a row of a file.
     *
     * @param file its path
     * @param open opens the file, if nobody has
     */
    Problem problem(String file, long row, Supplier<ProblemReader> open) {
        ProblemReader reader = readers.computeIfAbsent(file, key -> open.get());
        ProblemReader.Place place = reader.place(row);
        return block(new Key(file, place.group()), reader).get(place.row());
    }

    /** Two lanes may read the same block side by side; the second then takes the place of the first. */
    private List<Problem> block(Key key, ProblemReader reader) {
        synchronized (this) {
            Block known = blocks.get(key);
            if (known != null) {
                return known.problems();
            }
        }
        Block read = new Block(reader.read(key.group()), reader.bytes(key.group()));
        synchronized (this) {
            Block before = blocks.put(key, read);
            bytes += read.bytes() - (before == null ? 0 : before.bytes());
            forgetEldest();
        }
        return read.problems();
    }

    private void forgetEldest() {
        Iterator<Block> eldest = blocks.values().iterator();
        while (bytes > mostBytes && blocks.size() > 1) {
            bytes -= eldest.next().bytes();
            eldest.remove();
        }
    }

    /** Bytes of what is kept. */
    synchronized long bytes() {
        return bytes;
    }

    private record Key(String file, int group) {}

    private record Block(List<Problem> problems, long bytes) {}
}
