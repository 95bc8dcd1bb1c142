package org.waggle.driver.cli;

/** Says how to go on when the process is stopped by Ctrl-C or SIGTERM. */
final class StopNotice implements AutoCloseable {
    private final Thread hook;
    private volatile boolean finished;

    /**
     * Begins to watch.
     *
     * @param remedy how to go on
     */
    StopNotice(String remedy) {
        hook = new Thread(
                () -> {
                    if (!finished) {
                        System.err.printf("%nStopped. %s%n", remedy);
                    }
                },
                "waggle-stop");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    void finished() {
        finished = true;
    }

    /** Whether this process is on its way out, so that what fails now fails because of that. */
    static boolean isStopping() {
        Thread probe = new Thread(() -> {}, "waggle-probe");
        try {
            Runtime.getRuntime().addShutdownHook(probe);
            Runtime.getRuntime().removeShutdownHook(probe);
            return false;
        } catch (IllegalStateException e) {
            return true;
        }
    }

    @Override
    public void close() {
        if (!isStopping()) {
            finished = true;
        }
    }
}
