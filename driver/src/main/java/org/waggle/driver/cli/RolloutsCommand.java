package org.waggle.driver.cli;

import java.util.concurrent.Callable;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.SparkSession;
import org.waggle.common.failure.RunException;
import org.waggle.driver.run.RunFolders;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code waggle rollouts}: SQL over every sample of a run. */
@Command(
        name = "rollouts",
        description = "Runs SQL over the samples of a run: the table rollouts has one row for each.",
        footer = {
            "",
            "Without SQL it shows the columns. An example:",
            "  waggle rollouts runs/arithmetic-grpo \\",
            "    \"SELECT step, avg(reward) FROM rollouts GROUP BY step ORDER BY step\""
        })
final class RolloutsCommand implements Callable<Integer> {
    private static final int WIDTH = 60;

    @Mixin
    private SparkOptions spark = new SparkOptions();

    @Parameters(index = "0", paramLabel = "RUN", description = "Folder of the run.")
    private String run = "";

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "SQL",
            defaultValue = "DESCRIBE rollouts",
            description = "The query.")
    private String sql = "";

    @Option(names = "--limit", defaultValue = "100", description = "Rows to show (default: ${DEFAULT-VALUE}).")
    private int limit;

    @Override
    public Integer call() {
        String table = new RunFolders(spark.storage()).rollouts(run);
        try (SparkSession session = spark.sql("rollouts")) {
            session.read().parquet(table).createOrReplaceTempView("rollouts");
            session.sql(sql).show(limit, WIDTH);
            return 0;
        } catch (Exception e) {
            throw readable(e, table);
        }
    }

    /** Spark throws checked exceptions that it doesn't declare. */
    private static RuntimeException readable(Exception failure, String table) {
        if (failure instanceof AnalysisException) {
            String first = String.valueOf(failure.getMessage())
                    .lines()
                    .filter(line -> !line.isBlank())
                    .findFirst()
                    .orElse("it is not SQL");
            return RunException.input("Cannot run the query over %s: %s", table, first);
        }
        return failure instanceof RuntimeException runtime ? runtime : new IllegalStateException(failure);
    }
}
