package org.waggle.executor.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The threads that libtorch works on. */
class EngineThreadsTest {
    private final EngineThreads threads = new EngineThreads();

    @Test
    void callersOneAfterTheOtherShareAThread() throws Exception {
        ExecutorService other = Executors.newSingleThreadExecutor();
        Thread mine = threads.run(Thread::currentThread);

        assertThat(other.submit(() -> threads.run(Thread::currentThread)).get()).isSameAs(mine);
        other.shutdown();
    }

    @Test
    void callersSideBySideKeepTheirThreads() throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(2);
        CyclicBarrier both = new CyclicBarrier(2);
        List<Future<List<Thread>>> served = callers.invokeAll(List.of(() -> served(both), () -> served(both)));

        assertThat(served.get(0).get())
                .hasSize(1)
                .doesNotContainAnyElementsOf(served.get(1).get());
        assertThat(served.get(1).get()).hasSize(1);
        callers.shutdown();
    }

    /** The different threads that served a caller's calls, each made while the other caller's is under way. */
    private List<Thread> served(CyclicBarrier both) {
        return IntStream.range(0, 20)
                .mapToObj(call -> threads.run(() -> {
                    await(both);
                    Thread thread = Thread.currentThread();
                    await(both);
                    return thread;
                }))
                .distinct()
                .toList();
    }

    private static void await(CyclicBarrier both) {
        try {
            both.await();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void whatACallThrowsIsThrownToItsCaller() {
        assertThatThrownBy(() -> threads.run(EngineThreadsTest::fail))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("of a call");
        assertThat(threads.run(() -> 7)).isEqualTo(7);
    }

    private static Thread fail() {
        throw new IllegalStateException("of a call");
    }
}
