package org.waggle.common.recipe;

/** Which executors stages run on. Results don't depend on it. */
public enum PlacementRecipe {
    /** The best that the cluster offers. */
    AUTO,
    /** Executors with GPUs roll out and train, others without score; Spark starts and stops both kinds. */
    PROFILES,
    /** All executors have GPUs; tasks that score take none, so as many run as there are cores. */
    TASK_PROFILES,
    /** Every stage runs on every executor. */
    PLAIN
}
