package org.waggle.driver.cli;

import java.io.PrintWriter;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.waggle.common.failure.FailureKind;
import org.waggle.common.failure.RunException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** What a person sees when a command fails: one message, and an exit code that says who has to act. */
final class Failures implements IExecutionExceptionHandler, IParameterExceptionHandler {
    static final String STACKTRACE = "--stacktrace";

    /** How the messages of {@link org.waggle.common.failure.Check} begin. */
    private static final String CHECKED = "Invalid ";

    /** The scheme of local paths, which a person doesn't type. */
    private static final Pattern LOCAL = Pattern.compile("\\bfile:(?=/)");

    private final BooleanSupplier stacktraces;

    Failures(BooleanSupplier stacktraces) {
        this.stacktraces = stacktraces;
    }

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
        boolean stacktrace = stacktraces.getAsBoolean();
        if (StopNotice.isStopping() && !stacktrace) {
            return FailureKind.INTERNAL.exitCode();
        }
        RunException known = known(failure);
        PrintWriter err = command.getErr();
        if (stacktrace) {
            failure.printStackTrace(err);
        }
        if (known == null) {
            err.println("waggle: Internal failure: " + root(failure)
                    + (stacktrace ? "" : " (a defect in Waggle, or Spark gave up; " + STACKTRACE + " shows where)"));
            err.flush();
            return FailureKind.INTERNAL.exitCode();
        }
        err.println(
                "waggle: " + LOCAL.matcher(String.valueOf(known.getMessage())).replaceAll(""));
        err.flush();
        return known.kind().exitCode();
    }

    @Override
    public int handleParseException(ParameterException failure, String[] args) {
        PrintWriter err = failure.getCommandLine().getErr();
        err.println("waggle: " + failure.getMessage());
        CommandLine.UnmatchedArgumentException.printSuggestions(failure, err);
        err.println("Try '" + failure.getCommandLine().getCommandSpec().qualifiedName() + " --help'.");
        err.flush();
        return FailureKind.INPUT.exitCode();
    }

    /** The failure that has a message for a person: Spark wraps what a task threw. */
    private static @org.jspecify.annotations.Nullable RunException known(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof RunException run) {
                return run;
            }
            if (cause instanceof IllegalArgumentException
                    && String.valueOf(cause.getMessage()).startsWith(CHECKED)) {
                return new RunException(FailureKind.INPUT, String.valueOf(cause.getMessage()), cause);
            }
        }
        return null;
    }

    private static String root(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.toString();
    }
}
