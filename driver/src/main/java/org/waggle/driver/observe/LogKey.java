package org.waggle.driver.observe;

import org.apache.spark.SparkConf;

/** What log lines say of where they come from: keys of SLF4J's MDC. */
final class LogKey {
    /** Name of the recipe, from the application's name. */
    static final String RUN = "waggle.run";

    /** Step of the run, from 1. */
    static final String STEP = "waggle.step";

    /** What is done: {@code rollout}, {@code evaluate held-out}, {@code initial weights}. */
    static final String STAGE = "waggle.stage";

    /** Partition of the stage, from 0: its lane where the stage is cut into lanes. */
    static final String LANE = "waggle.lane";

    private static final String PREFIX = "waggle ";

    private LogKey() {}

    static String run(SparkConf conf) {
        String name = conf.get("spark.app.name", "");
        return name.startsWith(PREFIX) ? name.substring(PREFIX.length()) : name;
    }
}
