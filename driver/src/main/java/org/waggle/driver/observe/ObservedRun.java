package org.waggle.driver.observe;

import org.apache.spark.api.plugin.DriverPlugin;
import org.apache.spark.api.plugin.ExecutorPlugin;
import org.apache.spark.api.plugin.SparkPlugin;

/**
 * Shows a run to the outside, if {@code spark.plugins} names this class: its newest numbers are gauges of Spark's
 * metrics system, and log lines of tasks have {@code waggle.run}, {@code waggle.step}, {@code waggle.stage} and
 * {@code waggle.lane} in their context (SLF4J's MDC).
 */
public final class ObservedRun implements SparkPlugin {
    @Override
    public DriverPlugin driverPlugin() {
        return new NumberGauges();
    }

    @Override
    public ExecutorPlugin executorPlugin() {
        return new TaskLogContext();
    }
}
