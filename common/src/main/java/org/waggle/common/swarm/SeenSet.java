package org.waggle.common.swarm;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;

/** The newest so many 64-bit names, in the order in which they came. */
final class SeenSet {
    static final int MOST = 50_000;

    private final LinkedHashSet<Long> names = new LinkedHashSet<>();

    /** What {@link #text} has written. */
    static SeenSet parse(String text) {
        SeenSet set = new SeenSet();
        ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(text));
        while (bytes.remaining() >= Long.BYTES) {
            set.add(bytes.getLong());
        }
        return set;
    }

    /** Adds a name; false if it was there. */
    boolean add(long name) {
        boolean isNew = names.add(name);
        if (names.size() > MOST) {
            Iterator<Long> oldest = names.iterator();
            oldest.next();
            oldest.remove();
        }
        return isNew;
    }

    boolean contains(long name) {
        return names.contains(name);
    }

    Set<Long> names() {
        return names;
    }

    String text() {
        ByteBuffer bytes = ByteBuffer.allocate(names.size() * Long.BYTES);
        names.forEach(bytes::putLong);
        return Base64.getEncoder().encodeToString(bytes.array());
    }
}
