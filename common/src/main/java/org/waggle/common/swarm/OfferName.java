package org.waggle.common.swarm;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.Path;

/**
 * What a batch file's name says; that its signer says the same is checked once it is read. The name decides where the
 * file lies, so that a file has one place.
 *
 * @param createdMillis when it was published, since 1970
 * @param peer fingerprint of the signer
 * @param node name of the node whose groups it has
 * @param round step of the sender's run
 * @param groups number of groups, at least 1
 */
record OfferName(long createdMillis, String peer, String node, int round, int groups) {
    /** Length of a time bucket: the same in all jobs, or they don't meet. */
    static final long BUCKET_MILLIS = 300_000;

    /** Slots of a bucket are this number squared. */
    static final int DIGITS = 32;

    static final String NODE = "[A-Za-z0-9][A-Za-z0-9_-]{0,63}";
    private static final Pattern TEXT =
            Pattern.compile("(\\d{13})\\.([0-9a-f]{32})\\.(" + NODE + ")\\.([1-9]\\d{0,8})\\.([1-9]\\d{0,5})\\.waggle");

    static Optional<OfferName> parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        return matcher.matches()
                ? Optional.of(new OfferName(
                        Long.parseLong(matcher.group(1)),
                        matcher.group(2),
                        matcher.group(3),
                        Integer.parseInt(matcher.group(4)),
                        Integer.parseInt(matcher.group(5))))
                : Optional.empty();
    }

    String text() {
        return "%013d.%s.%s.%d.%d.waggle".formatted(createdMillis, peer, node, round, groups);
    }

    /** Number of its time bucket. */
    long bucket() {
        return createdMillis / BUCKET_MILLIS;
    }

    /** Its slot in the bucket, from 0 to 1023. */
    int slot() {
        byte[] hash = Sha256.digest().digest(text().getBytes(StandardCharsets.UTF_8));
        return Math.floorMod(hash[0], DIGITS) * DIGITS + Math.floorMod(hash[1], DIGITS);
    }

    /** Where it lies below the folder of a swarm. */
    Path path(Path swarm) {
        return new Path(slotFolder(new Path(swarm, Long.toString(bucket())), slot()), text());
    }

    static Path slotFolder(Path bucket, int slot) {
        return new Path(new Path(bucket, digit(slot / DIGITS)), digit(slot % DIGITS));
    }

    static String digit(int value) {
        return Integer.toString(value, DIGITS);
    }

    /** Names a group of the file among all of all files, in 64 bits. */
    long place(int index) {
        return GroupHash.bits(Sha256.digest().digest((text() + "#" + index).getBytes(StandardCharsets.UTF_8)));
    }
}
