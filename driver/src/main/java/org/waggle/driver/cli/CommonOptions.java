package org.waggle.driver.cli;

import java.io.PrintStream;
import picocli.CommandLine.Option;

/** Options of every command. */
final class CommonOptions {
    @Option(names = "--stacktrace", description = "Shows where a failure came from.")
    private boolean stacktrace;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this help.")
    private boolean help;

    /** Where results go. */
    PrintStream out() {
        return System.out;
    }

    boolean stacktrace() {
        return stacktrace;
    }

    boolean help() {
        return help;
    }
}
