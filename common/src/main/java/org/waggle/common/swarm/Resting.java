package org.waggle.common.swarm;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/** What could not be read, and isn't tried again for a while: the newest so many. */
final class Resting {
    /** Rounds before the next attempt. */
    static final int ROUNDS = 16;

    private final Map<Long, Integer> until = new LinkedHashMap<>();

    void add(long name, int round) {
        until.put(name, round + ROUNDS);
        if (until.size() > SeenSet.MOST) {
            Iterator<Long> oldest = until.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
    }

    boolean contains(long name, int round) {
        return until.getOrDefault(name, 0) >= round;
    }
}
