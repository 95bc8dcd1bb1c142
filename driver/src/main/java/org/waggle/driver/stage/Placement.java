package org.waggle.driver.stage;

import java.util.Locale;
import java.util.Optional;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.resource.ExecutorResourceRequests;
import org.apache.spark.resource.ResourceProfile;
import org.apache.spark.resource.ResourceProfileBuilder;
import org.apache.spark.resource.TaskResourceRequests;
import org.waggle.common.failure.RunException;
import org.waggle.common.recipe.PlacementRecipe;
import org.waggle.driver.spark.SparkSessions;
import org.waggle.driver.spark.TaskGpus;

/**
 * Which executors stages run on: Spark's default profile, which has the GPUs if there are any, for all that needs the
 * policy, and where it pays another one for scoring.
 *
 * @param chosen never {@code AUTO}
 * @param reason why, for a person
 * @param scoring the profile of scoring, where it has its own; one object for a whole run, as Spark starts executors
 *     for each
 */
public record Placement(PlacementRecipe chosen, String reason, Optional<ResourceProfile> scoring) {
    private static final String DYNAMIC = "spark.dynamicAllocation.enabled";
    private static final String CORES = "spark.executor.cores";
    private static final String MEMORY = "spark.executor.memory";
    private static final String TASK_CPUS = "spark.task.cpus";
    private static final String WHERE = "engine.placement";

    /**
     * What a recipe asks for, or what fits the cluster.
     *
     * @param conf settings of a session
     * @throws RunException if the cluster doesn't offer what is asked for
     */
    public static Placement on(SparkConf conf, PlacementRecipe asked) {
        boolean hasGpus = TaskGpus.each(conf) > 0;
        if (TaskGpus.each(conf) > 1) {
            throw RunException.input(
                    "Invalid %s: %s (must be 1: a process computes on one GPU; start an executor for each)",
                    TaskGpus.AMOUNT, TaskGpus.each(conf));
        }
        return switch (asked) {
            case PLAIN -> plain("asked for");
            case PROFILES -> profiles(conf, "asked for");
            case TASK_PROFILES -> taskProfiles(conf, "asked for");
            case AUTO -> {
                if (SparkSessions.isOneProcess(conf)) {
                    yield plain("one process");
                }
                if (!hasGpus) {
                    yield plain("executors have no GPUs, all are alike");
                }
                yield conf.getBoolean(DYNAMIC, false)
                        ? profiles(conf, "dynamic allocation, executors with GPUs")
                        : taskProfiles(conf, "static allocation, executors with GPUs");
            }
        };
    }

    private static Placement plain(String reason) {
        return new Placement(PlacementRecipe.PLAIN, reason, Optional.empty());
    }

    /** Executors like those of the session, without GPUs. */
    private static Placement profiles(SparkConf conf, String reason) {
        refuseOneProcess(conf, "profiles");
        if (!conf.getBoolean(DYNAMIC, false)) {
            throw RunException.input(
                    "Invalid %s: profiles (needs --conf %s=true, so that Spark may start executors of two kinds; or take task-profiles)",
                    WHERE, DYNAMIC);
        }
        if (!conf.contains(CORES)) {
            throw RunException.input(
                    "Invalid %s: profiles (needs --conf %s=…: without it one kind takes all cores of a worker)",
                    WHERE, CORES);
        }
        ExecutorResourceRequests executor =
                new ExecutorResourceRequests().cores(conf.getInt(CORES, 1)).memory(conf.get(MEMORY, "1g"));
        return new Placement(
                PlacementRecipe.PROFILES,
                reason,
                Optional.of(new ResourceProfileBuilder()
                        .require(executor)
                        .require(task(conf))
                        .build()));
    }

    private static Placement taskProfiles(SparkConf conf, String reason) {
        refuseOneProcess(conf, "task-profiles");
        return new Placement(
                PlacementRecipe.TASK_PROFILES,
                reason,
                Optional.of(new ResourceProfileBuilder().require(task(conf)).build()));
    }

    private static TaskResourceRequests task(SparkConf conf) {
        return new TaskResourceRequests().cpus(conf.getInt(TASK_CPUS, 1));
    }

    private static void refuseOneProcess(SparkConf conf, String asked) {
        if (SparkSessions.isOneProcess(conf)) {
            throw RunException.input(
                    "Invalid %s: %s (must be auto or plain on %s, which has one process)",
                    WHERE, asked, conf.get("spark.master"));
        }
    }

    /** The work of a stage that scores, where it belongs. */
    <T> JavaRDD<T> scoring(JavaRDD<T> work) {
        return scoring.map(work::withResources).orElse(work);
    }

    /** In a line. */
    public String told() {
        String what = switch (chosen) {
            case PROFILES -> "rollout and training on executors with GPUs, scoring on others without";
            case TASK_PROFILES -> "scoring beside rollout and training, without taking GPUs";
            default -> "every stage on every executor";
        };
        return "placement %s: %s (%s)"
                .formatted(chosen.name().toLowerCase(Locale.ROOT).replace('_', '-'), what, reason);
    }
}
