package org.waggle.driver.cli;

import org.apache.hadoop.util.ShutdownHookManager;

/** Says how to go on when the process is stopped by Ctrl-C or SIGTERM. */
final class StopNotice implements AutoCloseable {
    /** After Spark and Hadoop, in whose order it stands, have closed: what they say comes before. */
    private static final int LAST = 0;

    private final Runnable hook;

    /**
     * Begins to watch.
     *
     * @param remedy how to go on
     */
    StopNotice(String remedy) {
        hook = () -> System.err.printf("%nStopped. %s%n", remedy);
        ShutdownHookManager.get().addShutdownHook(hook, LAST);
    }

    /** Nothing is left to go on with; from a process on its way out nobody can know. */
    void finished() {
        if (!isStopping()) {
            ShutdownHookManager.get().removeShutdownHook(hook);
        }
    }

    /** Whether this process is on its way out, so that what fails now fails because of that. */
    static boolean isStopping() {
        return ShutdownHookManager.get().isShutdownInProgress();
    }

    @Override
    public void close() {
        finished();
    }
}
