package org.waggle.driver.stage;

import java.util.List;
import org.waggle.driver.spark.TaskGpus;
import org.waggle.executor.engine.Libtorch;

/** Finds out whether the GPUs that Spark gives to tasks are of use to libtorch. */
public final class GpuStage {
    private GpuStage() {}

    /** What a person should know; empty if all is well, or nobody asked for GPUs. */
    public static String onExecutor(RunContext context) {
        if (TaskGpus.each(context.spark().getConf()) == 0) {
            return "";
        }
        context.describe("GPU self-test");
        return context.spark().parallelize(List.of(0), 1).map(any -> told()).first();
    }

    private static String told() {
        if (TaskGpus.addresses().isEmpty() || PolicyGather.gpu().isPresent()) {
            return "";
        }
        Libtorch torch = Libtorch.loaded();
        return "Spark gives tasks GPUs, but libtorch %s (%s, from %s) sees %d: it computes on CPUs (give executors pytorch-native-cu128 and a driver of NVIDIA's; waggle doctor has more)"
                .formatted(torch.version(), torch.flavor(), torch.place(), torch.gpus());
    }
}
