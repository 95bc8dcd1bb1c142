package org.waggle.executor.guard;

import java.io.Serializable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.waggle.common.failure.FailureKind;
import org.waggle.common.failure.RunException;
import org.waggle.common.spi.Component;

/**
 * A component with its name, for whoever asks it: what it throws, never returns or returns amiss stops the run with one
 * message that names it, and never passes for a defect of Waggle.
 *
 * @param name as messages call it: {@code composer WeightedSum of phase grpo}
 * @param component the component
 * @param timeoutSeconds seconds that an answer may take
 */
public record Guarded<C extends Component>(String name, C component, int timeoutSeconds) implements Serializable {
    /** A question; checks of the answer belong into it, so that nothing that it holds can surprise. */
    @FunctionalInterface
    public interface Question<C, R> {
        /** Asks, and checks the answer. */
        R of(C component);
    }

    /**
     * A component of a phase.
     *
     * @param axis what it is: {@code composer}
     */
    public static <C extends Component> Guarded<C> of(String axis, C component, String phase, int timeoutSeconds) {
        String type = component.getClass().getSimpleName();
        return new Guarded<>("%s %s of phase %s".formatted(axis, type, phase), component, timeoutSeconds);
    }

    /** The same name and limit for what a component became. */
    public Guarded<C> with(C other) {
        return new Guarded<>(name, other, timeoutSeconds);
    }

    /**
     * The answer to a question, which is asked on a thread of its own.
     *
     * @param about what it is about, for messages: {@code group s000012-n0-g00003}
     * @throws RunException if the component throws, returns nothing, or takes too long
     */
    public <R> R ask(String about, Question<? super C, R> question) {
        Future<R> answer = Bystander.call(() -> question.of(component));
        try {
            return present(about, answer.get(timeoutSeconds, TimeUnit.SECONDS));
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw RunException.input(
                    "Cannot go on: %s took longer than %d s (engine.component-timeout-seconds; %s)",
                    name, timeoutSeconds, about);
        } catch (ExecutionException e) {
            throw blamed(about, e.getCause() == null ? e : e.getCause());
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new RunException(FailureKind.INTERNAL, "Cannot go on: interrupted (%s)".formatted(about), e);
        }
    }

    /**
     * As {@link #ask}, on this thread and without limit: within a question about many things, so that a failure names
     * one of them, or for work whose length nobody can tell.
     */
    public <R> R askPatiently(String about, Question<? super C, R> question) {
        try {
            return present(about, question.of(component));
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            throw blamed(about, e);
        }
    }

    /** Refuses part of an answer unless a condition holds: {@code Invalid NAME: VALUE (RULE; ABOUT)}. */
    public void check(boolean condition, Object value, String rule, String about) {
        if (!condition) {
            throw RunException.input("Invalid %s: %s (%s; %s)", name, value, rule, about);
        }
    }

    private <R> R present(String about, R answer) {
        if (answer == null) {
            throw RunException.input("Invalid %s: it returned nothing (%s)", name, about);
        }
        return answer;
    }

    /** What has a message for a person already, or is the machine's fault, goes on as it is. */
    private RuntimeException blamed(String about, Throwable thrown) {
        if (thrown instanceof RunException known) {
            return known;
        }
        if (thrown instanceof OutOfMemoryError memory) {
            throw memory;
        }
        return new RunException(
                FailureKind.INPUT,
                "Cannot go on: %s threw %s (%s)".formatted(name, thrown, about),
                new ComponentFailure(thrown));
    }
}
