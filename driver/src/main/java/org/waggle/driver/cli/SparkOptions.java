package org.waggle.driver.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.waggle.common.checkpoint.Storage;
import org.waggle.driver.spark.SparkSessions;
import picocli.CommandLine.Option;

/** Options of every command that starts Spark. */
final class SparkOptions {
    @Option(
            names = "--master",
            paramLabel = "URL",
            defaultValue = "",
            description = "Spark master, such as local[2] or spark://host:7077 (default: spark-submit's, or local[*]).")
    private String master = "";

    @Option(names = "--conf", paramLabel = "KEY=VALUE", description = "A Spark setting; may be repeated.")
    private Map<String, String> settings = new LinkedHashMap<>();

    /** Whether the user says where to run. */
    boolean isChosen() {
        return !master.isEmpty() || settings.containsKey("spark.master");
    }

    /** Whether all of it is one process on this machine. */
    boolean isLocal() {
        String said = master.isEmpty() ? settings.getOrDefault("spark.master", "") : master;
        String chosen = said.isEmpty() ? System.getProperty("spark.master", "local[*]") : said;
        return chosen.startsWith("local") && !chosen.startsWith("local-cluster");
    }

    /** A session elsewhere than the user may have said. */
    JavaSparkContext open(String name, String otherMaster, Map<String, String> defaults) {
        Map<String, String> all = new LinkedHashMap<>(defaults);
        all.putAll(settings);
        return SparkSessions.open(name, otherMaster, all);
    }

    /** File systems as the session will have them. */
    Storage storage() {
        return Storages.open(settings);
    }

    JavaSparkContext open(String name) {
        return SparkSessions.open(name, master, settings);
    }

    SparkSession sql(String name) {
        return SparkSessions.sql(name, master, settings);
    }
}
