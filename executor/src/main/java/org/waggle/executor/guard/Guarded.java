package org.waggle.executor.guard;

import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.waggle.common.failure.FailureKind;
import org.waggle.common.failure.OneLine;
import org.waggle.common.failure.RunException;
import org.waggle.common.spi.Component;
import org.waggle.common.spi.Task;

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

    /** The task of a recipe. */
    public static Guarded<Task> of(Task task, int timeoutSeconds) {
        return new Guarded<>("task " + task.getClass().getSimpleName(), task, timeoutSeconds);
    }

    /** The same name and limit for what a component became. */
    public Guarded<C> with(C other) {
        return new Guarded<>(name, other, timeoutSeconds);
    }

    /** A question about one of many things; checks of the answer belong into it. */
    @FunctionalInterface
    public interface QuestionAbout<C, A, R> {
        /** Asks, and checks the answer. */
        R of(C component, A thing);
    }

    /**
     * The answer to a question, which is asked on a thread of its own.
     *
     * @param about what it is about, for messages: {@code group s000012-n0-g00003}
     * @throws RunException if the component throws, returns nothing, or takes too long
     */
    public <R> R ask(String about, Question<? super C, R> question) {
        return askEach(List.of(about), it -> it, (it, thing) -> question.of(it)).get(0);
    }

    /**
     * The answers to a question about many things, asked one after another on a thread of its own. The time limit is
     * that of a single answer: how many are wanted is not the component's doing.
     *
     * @param about what each is about, for messages
     * @throws RunException if the component throws, returns nothing, or takes too long for one of them
     */
    public <A, R> List<R> askEach(List<A> things, Function<A, String> about, QuestionAbout<? super C, A, R> question) {
        Turn turn = new Turn();
        Future<List<R>> answers = Bystander.call(() -> IntStream.range(0, things.size())
                .mapToObj(i -> {
                    turn.begins(i);
                    A thing = things.get(i);
                    return askPatiently(about.apply(thing), it -> question.of(it, thing));
                })
                .toList());
        try {
            return waited(answers, turn);
        } catch (TimeoutException e) {
            String slow = about.apply(things.get(turn.index()));
            answers.cancel(true);
            throw RunException.input(
                    "Cannot go on: %s took longer than %d s (engine.component-timeout-seconds; %s)",
                    name, timeoutSeconds, slow);
        } catch (ExecutionException e) {
            throw blamed(about.apply(things.get(turn.index())), e.getCause() == null ? e : e.getCause());
        } catch (InterruptedException e) {
            answers.cancel(true);
            Thread.currentThread().interrupt();
            throw new RunException(FailureKind.INTERNAL, "Cannot go on: interrupted (%s)".formatted(name), e);
        }
    }

    /** Waits for all answers as long as none of them takes too long. */
    private <R> R waited(Future<R> answers, Turn turn)
            throws ExecutionException, InterruptedException, TimeoutException {
        while (true) {
            Duration left = Duration.ofSeconds(timeoutSeconds).minus(turn.taken());
            try {
                return answers.get(left.toNanos(), TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                if (turn.taken().toSeconds() >= timeoutSeconds) {
                    throw e;
                }
            }
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
                "Cannot go on: %s threw %s (%s)".formatted(name, OneLine.of(thrown), about),
                new ComponentFailure(thrown));
    }
}
