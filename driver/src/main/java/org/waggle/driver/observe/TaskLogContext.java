package org.waggle.driver.observe;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.TaskContext;
import org.apache.spark.api.plugin.ExecutorPlugin;
import org.apache.spark.api.plugin.PluginContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Gives each task's thread what its log lines say; it stays until the thread's next task, so that a failure has it too.
 */
final class TaskLogContext implements ExecutorPlugin {
    /** As {@code Step.stage} and the stages name their jobs: {@code step 12 · rollout}. */
    private static final Pattern OF_STEP = Pattern.compile("step (\\d+) · (.+)");

    private String run = "";

    @Override
    public void init(PluginContext context, Map<String, String> extra) {
        run = LogKey.run(context.conf());
    }

    @Override
    public void onTaskStart() {
        TaskContext task = TaskContext.get();
        MDC.put(LogKey.RUN, run);
        MDC.put(LogKey.LANE, Integer.toString(task.partitionId()));
        name(task.getLocalProperty("spark.job.description"));
    }

    private static void name(@Nullable String description) {
        MDC.remove(LogKey.STEP);
        MDC.remove(LogKey.STAGE);
        if (description == null) {
            return;
        }
        Matcher ofStep = OF_STEP.matcher(description);
        if (ofStep.matches()) {
            MDC.put(LogKey.STEP, ofStep.group(1));
            MDC.put(LogKey.STAGE, ofStep.group(2));
        } else {
            MDC.put(LogKey.STAGE, description);
        }
    }
}
