package org.waggle.integration.component;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerApplicationStart;
import org.apache.spark.scheduler.SparkListenerExecutorAdded;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;
import org.apache.spark.scheduler.SparkListenerStageCompleted;
import org.apache.spark.scheduler.SparkListenerStageSubmitted;
import org.apache.spark.scheduler.SparkListenerTaskStart;

/**
 * Kills executors on this machine by a signal, each at the start of a task of a certain stage, one after the other:
 * only when there are two or more, and state was updated since the last one came or went, so that each is lost with
 * copies elsewhere. It writes down what it did.
 */
public final class Assassin extends SparkListener {
    /** The kills, as {@link Order#toString} writes them, separated by commas. */
    private static final String ORDERS = "spark.waggle.test.kills";

    /** The file that each kill is appended to. */
    private static final String DONE = "spark.waggle.test.killed";

    private static final Pattern STAGE = Pattern.compile("step (\\d+) · (.*)");

    private final List<Order> orders = new ArrayList<>();
    private final Map<Integer, String> stages = new HashMap<>();
    private final Path done;
    private final Set<String> living = new HashSet<>();
    private boolean unnoticed;
    private boolean updated = true;
    private String application = "";

    /** Whom a kill is for. */
    public enum Victim {
        /** Who runs the task. */
        RUNNER,
        /** Another one, which holds what the task may read. */
        OTHER,
        /** All of them. */
        ALL
    }

    /**
     * One kill.
     *
     * @param step earliest step of the run
     * @param stage name of the stage, such as {@code rollout}
     * @param delayMillis time after the first start of one of its tasks
     * @param signal without its {@code SIG}
     */
    public record Order(int step, String stage, int delayMillis, Victim victim, String signal) {
        /** By SIGKILL. */
        public Order(int step, String stage, int delayMillis, Victim victim) {
            this(step, stage, delayMillis, victim, "KILL");
        }

        @Override
        public String toString() {
            return "%d:%s:%d:%s:%s".formatted(step, stage, delayMillis, victim, signal);
        }

        static Order parse(String text) {
            String[] parts = text.split(":");
            return new Order(
                    Integer.parseInt(parts[0]),
                    parts[1],
                    Integer.parseInt(parts[2]),
                    Victim.valueOf(parts[3]),
                    parts[4]);
        }

        boolean isFor(String name) {
            Matcher matcher = STAGE.matcher(name);
            return matcher.matches() && matcher.group(2).equals(stage) && Integer.parseInt(matcher.group(1)) >= step;
        }
    }

    /**
     * Options of a command that carry out kills.
     *
     * @param done file that gets a line for each: the order, and how many executors it struck
     */
    public static List<String> options(Path done, List<Order> orders) {
        String all = orders.stream().map(Order::toString).collect(Collectors.joining(","));
        return List.of(
                "--conf",
                "spark.extraListeners=" + Assassin.class.getName(),
                "--conf",
                "%s=%s".formatted(DONE, done),
                "--conf",
                "%s=%s".formatted(ORDERS, all));
    }

    /** Made by Spark. */
    public Assassin(SparkConf conf) {
        Arrays.stream(conf.get(ORDERS).split(",")).map(Order::parse).forEach(orders::add);
        done = Path.of(conf.get(DONE));
    }

    @Override
    public void onApplicationStart(SparkListenerApplicationStart event) {
        application = event.appId().get();
    }

    @Override
    public void onExecutorAdded(SparkListenerExecutorAdded event) {
        living.add(event.executorId());
        updated = false;
    }

    @Override
    public void onExecutorRemoved(SparkListenerExecutorRemoved event) {
        living.remove(event.executorId());
        unnoticed = false;
        updated = false;
    }

    @Override
    public void onStageSubmitted(SparkListenerStageSubmitted event) {
        stages.put(event.stageInfo().stageId(), event.stageInfo().name());
    }

    @Override
    public void onStageCompleted(SparkListenerStageCompleted event) {
        Matcher matcher = STAGE.matcher(event.stageInfo().name());
        // What isn't a step's makes state too: new weights, those of a checkpoint.
        updated |= !matcher.matches() || matcher.group(2).equals("update");
    }

    @Override
    public void onTaskStart(SparkListenerTaskStart event) {
        String stage = stages.getOrDefault(event.stageId(), "");
        orders.stream()
                .limit(!unnoticed && updated && living.size() > 1 ? 1 : 0)
                .filter(order -> order.isFor(stage))
                .findFirst()
                .ifPresent(order -> {
                    orders.remove(order);
                    unnoticed = true;
                    String runner = event.taskInfo().executorId();
                    CompletableFuture.delayedExecutor(order.delayMillis(), TimeUnit.MILLISECONDS)
                            .execute(() -> execute(order, runner));
                });
    }

    private void execute(Order order, String runner) {
        List<ProcessHandle> victims = ProcessHandle.allProcesses()
                .filter(process -> isVictim(order.victim(), arguments(process), runner))
                .toList();
        long count = order.victim() == Victim.ALL ? victims.size() : Math.min(1, victims.size());
        victims.stream().limit(count).forEach(victim -> send(order.signal(), victim));
        write("%s %d%n".formatted(order, count));
    }

    private static void send(String signal, ProcessHandle victim) {
        try {
            // The shell's own: not every machine has the program.
            new ProcessBuilder("sh", "-c", "kill -%s %d".formatted(signal, victim.pid()))
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isVictim(Victim victim, List<String> arguments, String runner) {
        int id = arguments.indexOf("--executor-id");
        if (id < 0 || !arguments.contains(application)) {
            return false;
        }
        boolean runs = arguments.get(id + 1).equals(runner);
        return switch (victim) {
            case RUNNER -> runs;
            case OTHER -> !runs;
            case ALL -> true;
        };
    }

    /** Whole, which {@link ProcessHandle.Info} doesn't give for long ones. */
    private static List<String> arguments(ProcessHandle process) {
        try {
            return Stream.of(Files.readString(Path.of("/proc/%d/cmdline".formatted(process.pid())))
                            .split("\0"))
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private synchronized void write(String line) {
        try {
            Files.writeString(done, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
