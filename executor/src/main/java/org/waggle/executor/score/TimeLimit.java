package org.waggle.executor.score;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.waggle.common.data.GroupId;
import org.waggle.common.failure.FailureKind;
import org.waggle.common.failure.RunException;

/** Calls of components that may hang or throw, each on a thread of its own with a limit of time. */
final class TimeLimit implements AutoCloseable {
    private final int seconds;
    private final ExecutorService thread;

    TimeLimit(int seconds) {
        this.seconds = seconds;
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        this.thread = Executors.newSingleThreadExecutor(task -> {
            Thread worker = new Thread(task, "waggle-score");
            worker.setContextClassLoader(loader);
            worker.setDaemon(true);
            return worker;
        });
    }

    /**
     * The result of a call.
     *
     * @throws RunException if it throws, or isn't done in time
     */
    <T> T call(String what, GroupId group, Callable<T> call) {
        try {
            return thread.submit(call).get(seconds, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw RunException.input(
                    "Cannot score group %s: %s took longer than %d s (engine.reward-timeout-seconds)",
                    group, what, seconds);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new RunException(
                    FailureKind.INPUT, "Cannot score group %s: %s threw %s".formatted(group, what, cause), cause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RunException(FailureKind.INTERNAL, "Cannot score group %s: interrupted".formatted(group), e);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
