package org.waggle.executor.guard;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Threads beside those of the tasks, so that one that never returns holds nobody up. */
final class Bystander {
    private static final ExecutorService THREADS = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "waggle-component");
        thread.setDaemon(true);
        return thread;
    });

    private Bystander() {}

    /** Calls in another thread, with the caller's class loader. */
    static <R> Future<R> call(Callable<R> work) {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        return THREADS.submit(() -> {
            Thread.currentThread().setContextClassLoader(loader);
            return work.call();
        });
    }
}
