package org.waggle.driver.dataset;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * The first 128 bits of a SHA-256: equal for what counts as equal.
 *
 * @param bits [16]
 */
record Fingerprint(byte[] bits) {
    private static final int BYTES = 16;
    private static final Pattern WHITE_SPACE = Pattern.compile("\\s+", Pattern.UNICODE_CHARACTER_CLASS);
    private static final double TO_UNIT = 0x1.0p-53;

    /** Of a question: Unicode's composed form, with any white space counting as one blank. */
    static Fingerprint question(String text) {
        String composed = Normalizer.normalize(text, Normalizer.Form.NFC);
        return of(WHITE_SPACE.matcher(composed).replaceAll(" ").strip());
    }

    /** Of a text to the last letter. */
    static Fingerprint of(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return new Fingerprint(Arrays.copyOf(hash, BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Cannot hash: this Java has no SHA-256", e);
        }
    }

    /** 64 of the bits, in hexadecimal digits. */
    String name() {
        return HexFormat.of().formatHex(bits, 0, Long.BYTES);
    }

    /** A number in [0, 1) of the bits that {@link #bucket} doesn't look at. */
    double share() {
        return (ByteBuffer.wrap(bits).getLong(Long.BYTES) >>> 11) * TO_UNIT;
    }

    /** One of a number of buckets; the order of buckets is that of the bits. */
    int bucket(int buckets) {
        return (int) ((Integer.toUnsignedLong(ByteBuffer.wrap(bits).getInt(0)) * buckets) >>> Integer.SIZE);
    }
}
