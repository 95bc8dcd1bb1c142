package org.waggle.common.swarm;

import java.util.Iterator;
import java.util.LinkedHashSet;

/** The newest so many 64-bit names, in the order in which they came. */
final class SeenSet {
    static final int MOST = 50_000;

    private final LinkedHashSet<Long> names = new LinkedHashSet<>();

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
}
