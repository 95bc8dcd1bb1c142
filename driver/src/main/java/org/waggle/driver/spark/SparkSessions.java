package org.waggle.driver.spark;

import java.util.Map;
import java.util.function.Supplier;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.serializer.KryoSerializer;
import org.apache.spark.sql.SparkSession;
import org.waggle.common.failure.Check;
import org.waggle.common.failure.FailureKind;
import org.waggle.common.failure.OneLine;
import org.waggle.common.failure.RunException;

/** Opens Spark with what a command needs; what the user sets by {@code --conf} or spark-submit wins. */
public final class SparkSessions {
    private static final String PLAN_FIELDS = "spark.sql.debug.maxToStringFields";
    private static final Map<String, String> DEFAULTS = Map.ofEntries(
            Map.entry("spark.serializer", KryoSerializer.class.getName()),
            Map.entry("spark.kryo.registrator", KryoTypes.class.getName()),
            Map.entry("spark.kryo.registrationRequired", "true"),
            Map.entry("spark.kryo.referenceTracking", "false"),
            // A shard is updated where it lies, if who holds it is free soon; no other place is waited for.
            Map.entry("spark.locality.wait", "0s"),
            Map.entry("spark.locality.wait.process", "100ms"),
            Map.entry("spark.shuffle.reduceLocality.enabled", "false"),
            // Gradients and Arrow buffers are floats, which lz4 doesn't shrink.
            Map.entry("spark.shuffle.compress", "false"),
            Map.entry("spark.shuffle.spill.compress", "false"),
            // Spark only diagnoses with it, and it costs a pass over every gradient; Arrow batches have their own.
            Map.entry("spark.shuffle.checksum.enabled", "false"),
            // For libtorch's memory: large pages, a tenth of the page faults.
            Map.entry("spark.executorEnv.GLIBC_TUNABLES", "glibc.malloc.hugetlb=1"),
            // A task that asks a dead executor for a block waits so long before it asks again, or another.
            Map.entry("spark.shuffle.io.retryWait", "1s"),
            Map.entry("spark.shuffle.io.maxRetries", "15"),
            // A block that is larger goes by way of a file: on the heap it would be there three times at once.
            Map.entry("spark.network.maxRemoteBlockSizeFetchToMem", "64m"),
            Map.entry("spark.speculation", "false"),
            // A task may lose its executor more often than that in a stage, on machines that are taken away.
            Map.entry("spark.task.maxFailures", "8"),
            // Counted over the whole run, by default: a long one would end after a few lost executors a day.
            Map.entry("spark.executor.failuresValidityInterval", "1h"),
            Map.entry("spark.executor.maxNumFailures", "100"),
            // An executor that found itself alone when it first kept something would keep single copies for a minute.
            Map.entry("spark.storage.cachedPeersTtl", "1000"),
            Map.entry("spark.scheduler.minRegisteredResourcesRatio", "1.0"),
            Map.entry("spark.ui.showConsoleProgress", "false"),
            Map.entry("spark.ui.enabled", "true"),
            // Spark ends the process when the UI's port and as many after it are taken: 16 by default.
            Map.entry("spark.port.maxRetries", "100"),
            // A step has few jobs, a run many steps: what Spark remembers of old ones would fill the heap for a long
            // time.
            Map.entry("spark.ui.retainedJobs", "200"),
            Map.entry("spark.ui.retainedStages", "400"),
            Map.entry("spark.ui.retainedTasks", "2000"),
            // Fewer, and Spark warns that it shortens the plan of a wide table.
            Map.entry(PLAN_FIELDS, "1000"),
            // The history server can drop old pieces of a log, not parts of one.
            Map.entry("spark.eventLog.rolling.maxFileSize", "32m"),
            // As in Storage: Hadoop's cache may hand a run the file system that Spark has opened.
            Map.entry("spark.hadoop.dfs.client.block.write.replace-datanode-on-failure.best-effort", "true"));

    private static final String UI_PORT = "spark.ui.port";
    private static final int FIRST_PORT = 1024;
    private static final int LAST_PORT = 65535;

    private SparkSessions() {}

    /**
     * Opens a session for training.
     *
     * @param master Spark master; empty takes spark-submit's, or {@code local[*]}
     * @param settings Spark settings that win over everything
     * @throws RunException if Spark doesn't start
     */
    public static JavaSparkContext open(String name, String master, Map<String, String> settings) {
        SparkConf conf = conf(name, master, settings);
        DEFAULTS.forEach(conf::setIfMissing);
        return started(conf, () -> {
            JavaSparkContext context = new JavaSparkContext(conf);
            requireAnswer(context.sc());
            return context;
        });
    }

    private static <T> T started(SparkConf conf, Supplier<T> start) {
        try {
            requirePort(conf);
            return start.get();
        } catch (Exception e) {
            // Among them checked exceptions, which Scala doesn't declare.
            throw new RunException(
                    FailureKind.INPUT,
                    "Cannot start Spark on %s: %s (see --master and --conf)"
                            .formatted(conf.get("spark.master"), OneLine.of(reason(e))),
                    e);
        }
    }

    /**
     * A standalone master that doesn't answer Spark gives up after a minute: it goes on without an identity of the
     * master's, and stops at some later moment.
     */
    private static void requireAnswer(SparkContext context) {
        if (context.master().startsWith("spark://") && context.applicationId().startsWith("spark-application-")) {
            context.stop();
            throw new IllegalStateException("the master doesn't answer");
        }
    }

    private static String reason(Exception failure) {
        return failure instanceof ReflectiveOperationException || failure.getMessage() == null
                ? failure.toString()
                : failure.getMessage();
    }

    /** With another port for its UI Spark would end the process, not throw. */
    private static void requirePort(SparkConf conf) {
        int port = conf.getInt(UI_PORT, 0);
        Check.that(
                port == 0 || (port >= FIRST_PORT && port <= LAST_PORT),
                UI_PORT,
                port,
                "must be from %d to %d, or 0 for any".formatted(FIRST_PORT, LAST_PORT));
    }

    /**
     * Opens a session for SQL, with Spark's own defaults.
     *
     * @throws RunException if Spark doesn't start
     */
    public static SparkSession sql(String name, String master, Map<String, String> settings) {
        SparkConf conf = conf(name, master, settings);
        conf.setIfMissing("spark.ui.enabled", "false");
        conf.setIfMissing(PLAN_FIELDS, "1000");
        return started(conf, () -> {
            SparkSession session = SparkSession.builder().config(conf).getOrCreate();
            requireAnswer(session.sparkContext());
            return session;
        });
    }

    /** Whether driver and executor are one process, which those of {@code local-cluster[…]} aren't. */
    public static boolean isOneProcess(SparkConf conf) {
        String master = conf.get("spark.master");
        return master.equals("local") || master.startsWith("local[");
    }

    private static SparkConf conf(String name, String master, Map<String, String> settings) {
        SparkConf conf = new SparkConf().setAppName("waggle " + name);
        if (!master.isEmpty()) {
            conf.setMaster(master);
        }
        conf.setIfMissing("spark.master", "local[*]");
        settings.forEach(conf::set);
        if (conf.get("spark.master").startsWith("local")) {
            conf.setIfMissing("spark.driver.host", "localhost");
            conf.setIfMissing("spark.driver.bindAddress", "127.0.0.1");
        }
        if (TaskGpus.each(conf) > 0) {
            // Else no task would be told of its GPU; less lets as many lanes share one.
            conf.setIfMissing("spark.task.resource.gpu.amount", "1");
        }
        if (isOneProcess(conf)) {
            // A task without memory would end the process, and its message with it.
            conf.setIfMissing("spark.executor.killOnFatalError.depth", "0");
        }
        if (conf.get("spark.master").startsWith("local-cluster")) {
            conf.setIfMissing("spark.executor.extraClassPath", System.getProperty("java.class.path"));
        }
        return conf;
    }
}
