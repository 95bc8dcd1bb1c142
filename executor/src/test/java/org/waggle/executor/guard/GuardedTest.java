package org.waggle.executor.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.waggle.common.failure.FailureKind;
import org.waggle.common.failure.RunException;
import org.waggle.common.spi.Component;

class GuardedTest {
    private static final Guarded<Component> GUARDED = new Guarded<>("composer Sum of phase rl", new Component() {}, 1);

    private static <R> R ask(Guarded.Question<Component, R> question) {
        return GUARDED.ask("group 3", question);
    }

    private static void assertBlamed(Runnable asked, String message) {
        assertThatThrownBy(asked::run)
                .isInstanceOfSatisfying(
                        RunException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.INPUT))
                .hasMessage(message);
    }

    @Test
    void anAnswerGoesThrough() {
        int answer = ask(it -> 7);
        int patient = GUARDED.askPatiently("group 3", it -> 8);
        assertThat(List.of(answer, patient)).containsExactly(7, 8);
    }

    @Test
    void whatAComponentThrowsIsToldByItsName() {
        String message = "Cannot go on: composer Sum of phase rl threw java.lang.IllegalStateException: no (group 3)";
        assertBlamed(() -> ask(GuardedTest::thrown), message);
        assertBlamed(() -> GUARDED.askPatiently("group 3", GuardedTest::thrown), message);
    }

    @Test
    void whatItSaysInSeveralLinesIsToldInOne() {
        assertBlamed(
                () -> ask(it -> {
                    throw new IllegalStateException("no:\n  because\r\nof this");
                }),
                "Cannot go on: composer Sum of phase rl threw java.lang.IllegalStateException: no: because of this (group 3)");
    }

    private static int thrown(Component component) {
        throw new IllegalStateException("no");
    }

    @Test
    void whereItThrewIsKeptInAFormThatTravels() {
        assertThatThrownBy(() -> ask(GuardedTest::thrown))
                .cause()
                .hasMessage("java.lang.IllegalStateException: no")
                .satisfies(cause ->
                        assertThat(cause.getStackTrace()[0].getMethodName()).isEqualTo("thrown"));
    }

    @Test
    void aComponentThatHangsIsGivenUp() {
        CountDownLatch never = new CountDownLatch(1);
        assertBlamed(
                () -> ask(it -> {
                    try {
                        never.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    return 1;
                }),
                "Cannot go on: composer Sum of phase rl took longer than 1 s"
                        + " (engine.component-timeout-seconds; group 3)");
    }

    @Test
    void theLimitIsThatOfASingleAnswer() {
        CountDownLatch never = new CountDownLatch(1);
        List<Boolean> answers =
                GUARDED.askEach(List.of(1, 2, 3), thing -> "problem " + thing, (it, thing) -> awaited(never, 400));
        assertThat(answers).containsExactly(false, false, false);
    }

    @Test
    void ofManyQuestionsTheOneThatHangsIsNamed() {
        CountDownLatch never = new CountDownLatch(1);
        assertBlamed(
                () -> GUARDED.askEach(
                        List.of(1, 2, 3),
                        thing -> "problem " + thing,
                        (it, thing) -> thing == 2 && awaited(never, Integer.MAX_VALUE)),
                "Cannot go on: composer Sum of phase rl took longer than 1 s"
                        + " (engine.component-timeout-seconds; problem 2)");
    }

    private static boolean awaited(CountDownLatch latch, int millis) {
        try {
            return latch.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Test
    @SuppressWarnings("NullAway")
    void nothingIsNoAnswer() {
        assertBlamed(() -> ask(it -> null), "Invalid composer Sum of phase rl: it returned nothing (group 3)");
    }

    @Test
    void whatHasAMessageForAPersonKeepsIt() {
        assertThatThrownBy(() -> ask(GuardedTest::refused))
                .isInstanceOf(RunException.class)
                .hasMessage("Cannot compute step: no memory");
    }

    private static int refused(Component component) {
        throw new RunException(FailureKind.RESOURCE, "Cannot compute step: no memory");
    }

    @Test
    void aComponentSeesTheClassesOfItsCaller() {
        ClassLoader seen = ask(it -> Thread.currentThread().getContextClassLoader());
        assertThat(seen).isSameAs(Thread.currentThread().getContextClassLoader());
    }
}
