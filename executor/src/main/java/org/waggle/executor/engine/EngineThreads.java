package org.waggle.executor.engine;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The threads that libtorch works on: as many as there ever were calls side by side, and the one that served a caller
 * before serves it again if it is free.
 *
 * <p>Whoever runs tasks takes another thread for each, and the C library gives every thread memory of its own. What a
 * step on one thread handed back would not serve the next one on another.
 */
final class EngineThreads {
    private static final ThreadLocal<@Nullable ExecutorService> LAST = new ThreadLocal<>();

    private final Deque<ExecutorService> idle = new ArrayDeque<>();
    private int started;

    /** What the call gives, or throws; the caller waits for it, whether interrupted or not. */
    <T> T run(Supplier<T> call) {
        ExecutorService thread = take();
        try {
            return CompletableFuture.supplyAsync(call, thread).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            if (e.getCause() instanceof Error cause) {
                throw cause;
            }
            throw e;
        } finally {
            giveBack(thread);
        }
    }

    private synchronized ExecutorService take() {
        ExecutorService before = LAST.get();
        ExecutorService thread = before != null && idle.remove(before) ? before : idle.poll();
        ExecutorService taken = thread == null ? start(++started) : thread;
        LAST.set(taken);
        return taken;
    }

    private synchronized void giveBack(ExecutorService thread) {
        idle.push(thread);
    }

    private static ExecutorService start(int number) {
        return Executors.newSingleThreadExecutor(work -> {
            Thread thread = new Thread(work, "waggle-engine-" + number);
            thread.setDaemon(true);
            return thread;
        });
    }
}
