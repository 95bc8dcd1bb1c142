package org.waggle.common.recipe;

import java.io.Serializable;
import org.waggle.common.data.Doc;
import org.waggle.common.failure.Check;

/**
 * What a file of a peer may be at most; larger ones are refused, before they are read where that can be.
 *
 * @param fileBytes of a file
 * @param groups of a file
 * @param completions of a group, at least
 * @param textBytes of a text in UTF-8
 * @param clockSeconds that a file may come from the future
 * @param quarantineBytes of refused files that are kept
 */
@Doc("What a file of a peer may be at most; others are refused, before they are read where that can be.")
public record PeerLimits(
        @Doc("Largest file in bytes, from 1024 to 268435456.")
        int fileBytes,

        @Doc("Most groups in a file, from 1 to 4096.") int groups,
        @Doc("Most completions in a group, at least 1.") int completions,

        @Doc("Longest prompt, completion or other text, in bytes of UTF-8, at least 1.")
        int textBytes,

        @Doc("Seconds by which another's clock may be ahead of ours, from 0 to 3600.")
        int clockSeconds,

        @Doc("Bytes of refused files that are kept below the run's exchange/quarantine, to be looked at; at least 0.")
        long quarantineBytes)
        implements Serializable {
    /** Checks every range. */
    public PeerLimits {
        Check.that(
                fileBytes >= 1024 && fileBytes <= 1 << 28, "file-bytes", fileBytes, "must be from 1024 to 268435456");
        Check.that(groups >= 1 && groups <= 4096, "groups", groups, "must be from 1 to 4096");
        Check.that(completions >= 1, "completions", completions, "must be >= 1");
        Check.that(textBytes >= 1, "text-bytes", textBytes, "must be >= 1");
        Check.that(clockSeconds >= 0 && clockSeconds <= 3600, "clock-seconds", clockSeconds, "must be from 0 to 3600");
        Check.that(quarantineBytes >= 0, "quarantine-bytes", quarantineBytes, "must be >= 0");
    }
}
