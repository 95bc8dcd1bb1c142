package org.waggle.common.arrow;

import java.util.Map;
import org.waggle.common.failure.FailureKind;
import org.waggle.common.failure.RunException;

/**
 * Names the columns of a batch, in the metadata of its Arrow schema.
 *
 * @param kind what a row is
 * @param version number of the set of columns, from 1
 */
record BatchSchema(String kind, int version) {
    private static final String KIND = "waggle.kind";
    private static final String VERSION = "waggle.version";

    Map<String, String> metadata() {
        return Map.of(KIND, kind, VERSION, Integer.toString(version));
    }

    void require(Map<String, String> found) {
        if (!metadata().equals(found)) {
            throw new RunException(
                    FailureKind.INTERNAL,
                    "Cannot read %s: its schema is %s version %s (this Waggle reads version %d; use one version everywhere)"
                            .formatted(
                                    kind,
                                    found.getOrDefault(KIND, "unknown"),
                                    found.getOrDefault(VERSION, "none"),
                                    version));
        }
    }
}
