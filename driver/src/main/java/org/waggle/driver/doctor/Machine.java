package org.waggle.driver.doctor;

import java.io.Serializable;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkEnv;
import org.apache.spark.util.SerializableConfiguration;
import org.waggle.common.checkpoint.Storage;
import org.waggle.common.failure.OneLine;
import org.waggle.common.failure.RunException;
import org.waggle.driver.run.MemoryNeed;
import org.waggle.driver.spark.TaskGpus;
import org.waggle.executor.engine.Libtorch;

/**
 * What one JVM of a run says of itself; the driver and every executor are asked.
 *
 * @param java version of Java
 * @param spark version of Spark
 * @param arrow version of Arrow
 * @param torch the libtorch that it loaded; empty if it couldn't
 * @param torchFailure why it couldn't; empty if it could
 * @param torchGpus GPUs that libtorch can compute on
 * @param sparkGpus addresses of the GPUs that Spark gave the task that asked
 * @param clockMillis its clock, milliseconds since 1970
 * @param folderFailure what went wrong in the run's folder; empty if nothing
 * @param heapBytes largest heap of the JVM
 * @param memoryBytes memory of the machine or container
 */
record Machine(
        String java,
        String spark,
        String arrow,
        String torch,
        String torchFailure,
        int torchGpus,
        List<String> sparkGpus,
        long clockMillis,
        String folderFailure,
        long heapBytes,
        long memoryBytes)
        implements Serializable {
    private static final Pattern VERSION = Pattern.compile("-([0-9][0-9.]*)\\.jar");

    /** Looks at this JVM, and tries a folder from it. */
    static Machine here(Round round) {
        String torch = "";
        String failure = "";
        int gpus = 0;
        try {
            Libtorch loaded = Libtorch.loaded();
            torch = "%s %s, from %s%s"
                    .formatted(
                            loaded.version(),
                            loaded.flavor(),
                            loaded.place(),
                            loaded.bfloat16() ? "" : ", bfloat16 computed in float32");
            gpus = loaded.gpus();
        } catch (RunException e) {
            failure = String.valueOf(e.getMessage());
        }
        return new Machine(
                Runtime.version().toString(),
                org.apache.spark.package$.MODULE$.SPARK_VERSION(),
                jarVersion(VectorSchemaRoot.class),
                torch,
                failure,
                gpus,
                TaskGpus.addresses(),
                System.currentTimeMillis(),
                round.trip(),
                Runtime.getRuntime().maxMemory(),
                MemoryNeed.ofThisMachine());
    }

    /** Arrow tells its version only in the name of its jar. */
    private static String jarVersion(Class<?> type) {
        URL jar = type.getProtectionDomain().getCodeSource().getLocation();
        Matcher matcher = VERSION.matcher(jar.toString());
        return matcher.find() ? matcher.group(1) : "unknown";
    }

    /**
     * A folder where everyone reads what the driver wrote, and leaves a file of its own.
     *
     * @param configuration Hadoop's settings
     * @param folder a new folder beside the run's
     * @param token what lies in the driver's file
     */
    record Round(SerializableConfiguration configuration, String folder, String token) implements Serializable {
        /** Leaves the driver's file in a folder of its own; returns what to do from elsewhere. */
        static Round begun(Storage storage, Path beside) {
            String token = UUID.randomUUID().toString();
            Path folder = new Path(beside, ".waggle-doctor-" + token);
            storage.makeFolder(folder);
            storage.replace(new Path(folder, "driver"), token.getBytes(StandardCharsets.UTF_8));
            return new Round(new SerializableConfiguration(storage.configuration()), folder.toString(), token);
        }

        /** What went wrong; empty if nothing. */
        String trip() {
            try {
                Storage storage = new Storage(configuration.value());
                Path file = new Path(folder, "driver");
                if (!storage.exists(file)) {
                    return "doesn't see what the driver wrote into %s".formatted(folder);
                }
                byte[] read = storage.read(file);
                storage.replace(new Path(folder, "from-" + SparkEnv.get().executorId()), read);
                return new String(read, StandardCharsets.UTF_8).equals(token)
                        ? ""
                        : "reads something else than the driver wrote into %s".formatted(folder);
            } catch (RunException e) {
                return OneLine.of(String.valueOf(e.getMessage()));
            }
        }

        /** Files that the driver and executors have left, as this JVM sees it. */
        int left(Storage storage) {
            return storage.list(new Path(folder)).size() - 1;
        }

        /** Removes the folder. */
        void end(Storage storage) {
            storage.delete(new Path(folder));
        }
    }
}
