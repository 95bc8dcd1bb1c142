package org.waggle.driver.run;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.waggle.common.failure.FailureKind;
import org.waggle.common.failure.RunException;

/**
 * Recognises that Spark lost state for good: blocks whose every holder is gone, or shuffles that can't be made again.
 */
final class LostState {
    /** Parts of Spark's messages; what has a condition's name keeps it from version to version. */
    private static final List<String> SIGNS = List.of(
            "CHECKPOINT_RDD_BLOCK_ID_NOT_FOUND",
            "BlockNotFoundException",
            "Failed to get broadcast_",
            "MetadataFetchFailedException",
            "FetchFailed",
            "ExecutorLostFailure",
            "ExecutorDeadException",
            "Master removed our application");

    private LostState() {}

    /** A failure that has a sign, as a message that says how to go on. */
    static RunException told(Exception failure, String sign, String run) {
        return new RunException(
                FailureKind.LOST,
                "Lost state: Spark gave up after it lost executors, %s (go on from the last checkpoint with: ./waggle train --resume %s)"
                        .formatted(sign, run),
                failure);
    }

    /** What Spark's message says that was lost; nothing if the failure is another. */
    static Optional<String> sign(Throwable failure) {
        return Optional.ofNullable(found(failure));
    }

    private static @Nullable String found(Throwable failure) {
        String found = null;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof RunException) {
                return null;
            }
            String message = String.valueOf(cause);
            found = SIGNS.stream().filter(message::contains).findFirst().orElse(found);
        }
        return found;
    }
}
