package org.waggle.driver.cli;

import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command {@code waggle}: without a subcommand it says which there are. */
@Command(
        name = "waggle",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        version = "waggle 0.1.0",
        description = "Post-trains language models with reinforcement learning on Apache Spark.",
        subcommands = {
            TrainCommand.class,
            ScheduledCommand.class,
            CheckCommand.class,
            DoctorCommand.class,
            EvaluateCommand.class,
            GenerateCommand.class,
            LogprobsCommand.class,
            TokenizeCommand.class,
            RewardCommand.class,
            ExportCommand.class,
            CompareCommand.class,
            ReportCommand.class,
            AuditCommand.class,
            RolloutsCommand.class,
            SwarmKeyCommand.class,
            BenchCommand.class
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:audit has found something",
            "2:wrong input: a command, a recipe, data, or a component of yours",
            "3:the numbers went wrong: a gradient that is not finite",
            "4:something is missing or full: memory, disk, a native library",
            "5:another driver holds the run folder",
            "6:executors were lost with state, again and again; go on with train --resume RUN",
            "10:scheduled: no better than the promoted model, which stays",
            "70:a failure inside Waggle or Spark",
            "99:scheduled: nothing to do",
            "130, 143:stopped by Ctrl-C or SIGTERM; resume with train --resume RUN"
        })
public final class Main implements Runnable {
    @Spec
    private CommandSpec spec;

    @Option(names = Failures.STACKTRACE, scope = ScopeType.INHERIT, description = "Shows where a failure came from.")
    private boolean stacktrace;

    @Option(
            names = "--jars",
            split = ",",
            paramLabel = "JAR",
            scope = ScopeType.INHERIT,
            description = "Jars with components of yours, separated by commas.")
    void add(List<Path> jars) {
        try {
            Jars.add(jars);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    /**
     * Runs the command line and ends the process with its exit code, except for what went well in a driver on YARN.
     *
     * @param args as typed after {@code waggle}
     */
    public static void main(String[] args) {
        int code = run(args);
        if (code != 0 || !isApplicationMaster()) {
            System.exit(code);
        }
    }

    /**
     * YARN's master of a driver in a container takes it for failed, and starts it again, if it ends the process itself.
     */
    private static boolean isApplicationMaster() {
        return "yarn".equals(System.getProperty("spark.master"))
                && "cluster".equals(System.getProperty("spark.submit.deployMode"));
    }

    /**
     * Runs the command line.
     *
     * @param args as typed after {@code waggle}
     * @return the exit code
     */
    public static int run(String... args) {
        Main main = new Main();
        Failures failures = new Failures(() -> main.stacktrace);
        CommandLine command = new CommandLine(main)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(failures)
                .setParameterExceptionHandler(failures);
        try {
            return command.execute(args);
        } catch (Error e) {
            // Picocli hands over exceptions only, and a person wants a message also when memory runs out.
            return failures.told(e, command.getErr());
        }
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing value: a command");
    }
}
