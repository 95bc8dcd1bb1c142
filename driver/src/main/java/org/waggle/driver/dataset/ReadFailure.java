package org.waggle.driver.dataset;

import java.util.regex.Pattern;
import org.apache.spark.SparkThrowable;
import org.waggle.common.failure.FailureKind;
import org.waggle.common.failure.RunException;

/** Tells what Spark says of files that it can't read from what else may go wrong. */
final class ReadFailure {
    /** Conditions of Spark's that a user's files or columns are the cause of. */
    private static final Pattern OF_FILES = Pattern.compile(
            "(FAILED_READ_FILE|CANNOT_READ_FILE_FOOTER|UNABLE_TO_INFER_SCHEMA|MALFORMED|PATH_NOT_FOUND|AMBIGUOUS|DUPLICATED|COLUMN_ALREADY_EXISTS|UNSUPPORTED).*");

    private static final Pattern FRAME = Pattern.compile("^\\[[A-Z_.]+] | SQLSTATE: .*$");

    private ReadFailure() {}

    /**
     * The exception to throw instead.
     *
     * @param path what the user named
     * @param failure what Spark threw; it doesn't declare its checked exceptions
     */
    static RuntimeException of(String path, Exception failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof RunException run) {
                return run;
            }
            if (cause instanceof SparkThrowable spark
                    && spark.getCondition() != null
                    && OF_FILES.matcher(spark.getCondition()).matches()) {
                return new RunException(
                        FailureKind.INPUT, "Cannot read data %s: %s".formatted(path, said(cause)), failure);
            }
        }
        return failure instanceof RuntimeException runtime ? runtime : new IllegalStateException(failure);
    }

    private static String said(Throwable cause) {
        String message = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
        return FRAME.matcher(message).replaceAll("");
    }
}
