package org.waggle.executor.policy;

import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The policies of this JVM, opened once for each version and shared by all its lanes. A version that nobody uses any
 * more is closed when a newer one of the same model, or one of another run, or the next one in turn, is opened: before
 * that, so that the two are never in memory together unless both are used.
 */
public final class PolicyCache {
    private static final PolicyCache SHARED = new PolicyCache();

    private final Map<PolicyKey, Entry> entries = new HashMap<>();

    /** A policy and the number of its users. */
    private static final class Entry {
        private final OpenPolicy policy;
        private int users;

        Entry(OpenPolicy policy) {
            this.policy = policy;
        }
    }

    /** The cache of this JVM. */
    public static PolicyCache shared() {
        return SHARED;
    }

    /**
     * Works with a policy, which stays open meanwhile.
     *
     * @param open opens it; called under a lock, so that lanes that want the same version gather it once
     */
    public <R> R use(PolicyKey key, Supplier<OpenPolicy> open, Function<OpenPolicy, R> work) {
        Entry entry = acquire(key, open);
        try {
            return work.apply(entry.policy);
        } finally {
            release(entry);
        }
    }

    /** Closes whatever is held for a run; called when its driver is done in this JVM. */
    public synchronized void forget(String run) {
        closeIf(entries.entrySet().iterator(), entry -> entry.getKey().run().equals(run));
    }

    private synchronized Entry acquire(PolicyKey key, Supplier<OpenPolicy> open) {
        Entry entry = entries.get(key);
        if (entry == null) {
            closeIf(entries.entrySet().iterator(), held -> held.getKey().isOutdatedBy(key));
            entry = new Entry(open.get());
            entries.put(key, entry);
        }
        entry.users++;
        return entry;
    }

    private synchronized void release(Entry entry) {
        entry.users--;
    }

    private static void closeIf(
            Iterator<Map.Entry<PolicyKey, Entry>> held, java.util.function.Predicate<Map.Entry<PolicyKey, Entry>> old) {
        while (held.hasNext()) {
            Map.Entry<PolicyKey, Entry> entry = held.next();
            if (entry.getValue().users == 0 && old.test(entry)) {
                held.remove();
                entry.getValue().policy.close();
            }
        }
    }
}
