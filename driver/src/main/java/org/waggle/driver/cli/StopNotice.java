package org.waggle.driver.cli;

/** Says how to go on when the process is stopped by Ctrl-C or SIGTERM. */
final class StopNotice implements AutoCloseable {
    private final Thread hook;
    private volatile boolean finished;

    StopNotice(String run) {
        hook = new Thread(
                () -> {
                    if (!finished) {
                        System.err.println("%nStopped. Go on with: ./waggle train --resume %s".formatted(run));
                    }
                },
                "waggle-stop");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    void finished() {
        finished = true;
    }

    @Override
    public void close() {
        finished = true;
    }
}
