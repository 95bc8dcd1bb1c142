package org.waggle.driver.cli;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.waggle.common.failure.FailureKind;
import org.waggle.common.failure.RunException;

/**
 * Recognises in what Spark threw that a disk is full, its own or another: of what a task threw, Spark keeps at times
 * the text alone.
 */
final class FullDisk {
    /** What the system says, by its names {@code ENOSPC} and {@code EDQUOT}. */
    private static final List<String> SIGNS = List.of("No space left on device", "Disk quota exceeded");

    private FullDisk() {}

    /** A failure that has a sign, as a message that says what to do. */
    static Optional<RunException> told(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .flatMap(cause -> String.valueOf(cause.getMessage()).lines())
                .filter(line -> SIGNS.stream().anyMatch(line::contains))
                .findFirst()
                .map(line -> new RunException(
                        FailureKind.RESOURCE,
                        "Cannot go on: a disk is full, %s (make room, or give Spark another one by --conf spark.local.dir=… or SPARK_LOCAL_DIRS; then go on with train --resume)"
                                .formatted(line.strip()),
                        failure));
    }
}
