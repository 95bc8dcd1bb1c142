package org.waggle.common.swarm;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import org.waggle.common.data.Problem;
import org.waggle.common.data.SharedGroup;
import org.waggle.common.data.SharedGroup.SharedCompletion;

/** What a shared group is known by: hashes of what it says, with the length of each text before it. */
final class GroupHash {
    private GroupHash() {}

    /**
     * The group's id: SHA-256 of its signer's key, its round, its place in it and its content, in hexadecimal digits.
     */
    static String id(PeerKey key, SharedGroup group) {
        return Sha256.hex(written(out -> {
            out.write(key.bytes());
            out.writeInt(group.round());
            out.writeInt(group.ordinal());
            out.write(content(group));
        }));
    }

    /** The first 64 bits of an id. */
    static long bits(String id) {
        return bits(HexFormat.of().parseHex(id));
    }

    static long bits(byte[] hash) {
        return ByteBuffer.wrap(hash).getLong();
    }

    /** 64 bits of what is said, whoever says it. */
    static long contentBits(SharedGroup group) {
        return bits(Sha256.digest().digest(content(group)));
    }

    /** 64 bits of a content and who said it. */
    static long saidBits(String peer, long content) {
        return bits(Sha256.digest().digest((peer + "#" + content).getBytes(StandardCharsets.UTF_8)));
    }

    private static byte[] content(SharedGroup group) {
        return written(out -> {
            Problem problem = group.problem();
            text(out, problem.id());
            text(out, problem.prompt());
            text(out, problem.chat().json());
            text(out, problem.answer());
            out.writeInt(problem.extra().size());
            for (Map.Entry<String, String> entry : problem.extra().entrySet()) {
                text(out, entry.getKey());
                text(out, entry.getValue());
            }
            out.writeInt(group.completions().size());
            for (SharedCompletion completion : group.completions()) {
                text(out, completion.text());
                text(out, completion.stop().name());
                // As the columns have it.
                out.writeFloat((float) completion.logp().orElse(Double.NaN));
            }
        });
    }

    private static void text(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static byte[] written(Writing writing) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            writing.to(new DataOutputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private interface Writing {
        void to(DataOutputStream out) throws IOException;
    }
}
