package org.waggle.driver.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code waggle}: without a subcommand it says which there are. */
@Command(
        name = "waggle",
        mixinStandardHelpOptions = true,
        version = "waggle 0.1.0",
        description = "Post-trains language models with reinforcement learning on Apache Spark.")
public final class Main implements Runnable {
    @Spec
    private CommandSpec spec;

    /**
     * Runs the command line and ends the process with its exit code.
     *
     * @param args as typed after {@code waggle}
     */
    public static void main(String[] args) {
        System.exit(new CommandLine(new Main()).execute(args));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing value: a command");
    }
}
