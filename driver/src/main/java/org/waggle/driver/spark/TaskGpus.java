package org.waggle.driver.spark;

import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.TaskContext;
import org.apache.spark.resource.ResourceInformation;

/** GPUs as Spark gives them to executors and tasks. */
public final class TaskGpus {
    /** The setting that says how many an executor has. */
    public static final String AMOUNT = "spark.executor.resource.gpu.amount";

    private TaskGpus() {}

    /** How many each executor has. */
    public static int each(SparkConf conf) {
        return conf.getInt(AMOUNT, 0);
    }

    /** Addresses of those of the task at hand; empty outside of tasks, and where it has none. */
    public static List<String> addresses() {
        TaskContext task = TaskContext.get();
        ResourceInformation gpu = task == null ? null : task.resourcesJMap().get("gpu");
        return gpu == null ? List.of() : List.of(gpu.addresses());
    }
}
