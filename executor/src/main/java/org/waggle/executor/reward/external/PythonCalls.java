package org.waggle.executor.reward.external;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.waggle.common.failure.FailureKind;
import org.waggle.common.failure.RunException;

/**
 * Calls of a {@link PythonReward}'s function, one at a time, by one process in a JVM that is started when it is needed.
 */
final class PythonCalls {
    private static final Map<PythonReward, PythonCalls> ALL = new ConcurrentHashMap<>();

    private final PythonReward reward;
    private @Nullable PythonProcess process;

    private PythonCalls(PythonReward reward) {
        this.reward = reward;
    }

    static PythonCalls of(PythonReward reward) {
        return ALL.computeIfAbsent(reward, PythonCalls::new);
    }

    /** The reply to a request; a process that doesn't reply in time is killed. */
    synchronized String call(String request) {
        PythonProcess current = running();
        FutureTask<String> reply = new FutureTask<>(() -> current.ask(request));
        Thread thread = new Thread(reply, "waggle-python");
        thread.setDaemon(true);
        thread.start();
        try {
            return reply(current, reply);
        } catch (InterruptedException e) {
            end(current);
            Thread.currentThread().interrupt();
            throw new RunException(FailureKind.INTERNAL, "Cannot call %s: interrupted".formatted(reward), e);
        }
    }

    private String reply(PythonProcess current, FutureTask<String> reply) throws InterruptedException {
        try {
            return reply.get(reward.timeoutSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            end(current);
            throw RunException.input(
                    "Cannot call %s: it took longer than %d s%s", reward, reward.timeoutSeconds(), current.lastWords());
        } catch (ExecutionException e) {
            // Before it is killed, which closes what it wrote.
            String words = current.lastWords();
            end(current);
            throw RunException.input("Cannot call %s: its process ended%s", reward, words);
        }
    }

    /** The next call starts another one. */
    private void end(PythonProcess current) {
        current.kill();
        process = null;
    }

    private PythonProcess running() {
        PythonProcess current = process;
        if (current == null || !current.isAlive()) {
            current = PythonProcess.start(reward);
            process = current;
        }
        return current;
    }
}
