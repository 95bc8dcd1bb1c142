package org.waggle.driver.observe;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.MetricRegistry;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.spark.SparkContext;
import org.apache.spark.api.plugin.DriverPlugin;
import org.apache.spark.api.plugin.PluginContext;
import org.slf4j.MDC;

/**
 * A gauge for each number of {@code metrics.jsonl}, from the step on that first measures it. Prometheus reads
 * {@code reward/mean} as
 * {@code metrics_NAMESPACE_driver_plugin_org_waggle_driver_observe_ObservedRun_reward_mean_Value}.
 */
final class NumberGauges implements DriverPlugin {
    private final RunNumbers numbers = RunNumbers.ofThisProcess();
    private Consumer<String> watcher = name -> {};

    @Override
    public Map<String, String> init(SparkContext spark, PluginContext context) {
        MDC.put(LogKey.RUN, LogKey.run(context.conf()));
        return Map.of();
    }

    @Override
    public void registerMetrics(String application, PluginContext context) {
        MetricRegistry registry = context.metricRegistry();
        watcher = name -> registry.gauge(name, () -> (Gauge<Double>) () -> numbers.number(name));
        numbers.watch(watcher);
        numbers.names().forEach(watcher);
    }

    @Override
    public void shutdown() {
        numbers.unwatch(watcher);
    }
}
