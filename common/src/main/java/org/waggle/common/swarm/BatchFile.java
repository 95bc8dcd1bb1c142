package org.waggle.common.swarm;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.waggle.common.arrow.SharedGroupCodec;
import org.waggle.common.data.RejectedException;
import org.waggle.common.data.Rejection;
import org.waggle.common.data.SharedGroup;

/**
 * A file that its owner has signed, with nothing else checked of it. Big-endian:
 *
 * <pre>
 * magic 8 | version 4 | length of the file 8 | public key 32 | length of the header 4 | header | Arrow | signature 64
 * </pre>
 *
 * @param key who signed all that comes before the signature
 * @param header JSON of a {@link BatchHeader}
 * @param payload groups as {@link SharedGroupCodec} writes them
 */
record BatchFile(PeerKey key, byte[] header, byte[] payload) {
    static final int VERSION = 1;
    private static final byte[] MAGIC = "WGLSWARM".getBytes(StandardCharsets.US_ASCII);
    private static final int LENGTH_AT = MAGIC.length + Integer.BYTES;
    private static final int FIXED = LENGTH_AT + Long.BYTES + PeerKey.BYTES + Integer.BYTES;
    private static final int MOST_HEADER_BYTES = 1 << 20;

    /** The bytes of a file. */
    static byte[] write(Identity identity, BatchHeader header, List<SharedGroup> groups) {
        return write(
                identity,
                SwarmJson.bytes(header),
                SharedGroupCodec.encode(groups).ipc());
    }

    static byte[] write(Identity identity, byte[] header, byte[] payload) {
        int length = FIXED + header.length + payload.length;
        ByteBuffer file = ByteBuffer.allocate(length + PeerKey.SIGNATURE_BYTES)
                .put(MAGIC)
                .putInt(VERSION)
                .putLong(length + PeerKey.SIGNATURE_BYTES)
                .put(identity.key().bytes())
                .putInt(header.length)
                .put(header)
                .put(payload);
        return file.put(identity.sign(file.array(), length)).array();
    }

    /** True if there are fewer bytes than they say, so that somebody may still be writing. */
    static boolean isUnfinished(byte[] bytes) {
        return bytes.length < LENGTH_AT + Long.BYTES
                ? Arrays.equals(
                        bytes, 0, Math.min(bytes.length, MAGIC.length), MAGIC, 0, Math.min(bytes.length, MAGIC.length))
                : startsWithMagic(bytes)
                        && bytes.length < ByteBuffer.wrap(bytes).getLong(LENGTH_AT);
    }

    private static boolean startsWithMagic(byte[] bytes) {
        return bytes.length >= MAGIC.length && Arrays.equals(bytes, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
    }

    /**
     * Opens a file of anybody whom we trust.
     *
     * @throws RejectedException if it is none, or not signed by its owner: nobody can be blamed for it
     */
    static BatchFile open(byte[] bytes, Trust trust) throws RejectedException {
        RejectedException.unless(startsWithMagic(bytes), Rejection.ENVELOPE, "it isn't a batch file");
        try {
            ByteBuffer in = ByteBuffer.wrap(bytes).position(MAGIC.length);
            int version = in.getInt();
            RejectedException.unless(
                    version == VERSION, Rejection.VERSION, "it has version %d, not %d".formatted(version, VERSION));
            RejectedException.unless(
                    in.getLong() == bytes.length, Rejection.ENVELOPE, "it has another length than it says");
            PeerKey key = new PeerKey(HexFormat.of().formatHex(part(in, PeerKey.BYTES)));
            RejectedException.unless(trust.includes(key.fingerprint()), Rejection.UNTRUSTED, key.fingerprint());
            byte[] header = part(in, in.getInt());
            byte[] payload = part(in, in.remaining() - PeerKey.SIGNATURE_BYTES);
            RejectedException.unless(
                    key.signed(bytes, bytes.length - PeerKey.SIGNATURE_BYTES, part(in, PeerKey.SIGNATURE_BYTES)),
                    Rejection.SIGNATURE,
                    "the signature isn't that of " + key.fingerprint());
            return new BatchFile(key, header, payload);
        } catch (BufferUnderflowException e) {
            throw new RejectedException(Rejection.ENVELOPE, "it is cut off");
        }
    }

    private static byte[] part(ByteBuffer in, int length) throws RejectedException {
        RejectedException.unless(
                length >= 0 && length <= in.remaining(), Rejection.ENVELOPE, "a part is longer than the file");
        byte[] part = new byte[length];
        in.get(part);
        return part;
    }

    /** What it says of itself. */
    BatchHeader parsedHeader() throws RejectedException {
        RejectedException.unless(header.length <= MOST_HEADER_BYTES, Rejection.ENVELOPE, "the header is too long");
        return SwarmJson.foreign(header, BatchHeader.class);
    }
}
