package org.waggle.driver.cli;

import java.io.PrintWriter;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.waggle.common.failure.FailureKind;
import org.waggle.common.failure.InvalidValueException;
import org.waggle.common.failure.OneLine;
import org.waggle.common.failure.RunException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** What a person sees when a command fails: one message, and an exit code that says who has to act. */
final class Failures implements IExecutionExceptionHandler, IParameterExceptionHandler {
    static final String STACKTRACE = "--stacktrace";

    /** The scheme of local paths, which a person doesn't type. */
    private static final Pattern LOCAL = Pattern.compile("\\bfile:(?=/)");

    private final BooleanSupplier stacktraces;

    Failures(BooleanSupplier stacktraces) {
        this.stacktraces = stacktraces;
    }

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
        return told(failure, command.getErr());
    }

    /** Tells a failure, also one that isn't an exception. */
    int told(Throwable failure, PrintWriter err) {
        boolean stacktrace = stacktraces.getAsBoolean();
        if (StopNotice.isStopping() && !stacktrace) {
            return FailureKind.INTERNAL.exitCode();
        }
        if (stacktrace) {
            failure.printStackTrace(err);
        }
        RunException known = known(failure);
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

    /** The failure as a message for a person: Spark wraps what a task threw. */
    private static RunException known(Throwable failure) {
        Throwable root = failure;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            RunException known = meant(cause);
            if (known != null) {
                return known;
            }
            root = cause;
        }
        return FullDisk.told(failure).orElse(internal(failure, root));
    }

    private static RunException internal(Throwable failure, Throwable root) {
        return new RunException(
                FailureKind.INTERNAL,
                "Internal failure: %s (a defect in Waggle, or Spark gave up; %s shows where)"
                        .formatted(OneLine.of(root), STACKTRACE),
                failure);
    }

    private static @Nullable RunException meant(Throwable cause) {
        if (cause instanceof RunException run) {
            return run;
        }
        if (cause instanceof InvalidValueException value) {
            return new RunException(FailureKind.INPUT, String.valueOf(value.getMessage()), value);
        }
        return cause instanceof OutOfMemoryError
                ? new RunException(
                        FailureKind.RESOURCE,
                        "Cannot go on: out of memory, %s (give more by WAGGLE_JAVA_OPTS=-Xmx…, to executors by --conf spark.executor.memory=…; or do less at once: engine.lanes, slots, micro-batch-tokens)"
                                .formatted(OneLine.of(String.valueOf(cause.getMessage()))),
                        cause)
                : null;
    }
}
