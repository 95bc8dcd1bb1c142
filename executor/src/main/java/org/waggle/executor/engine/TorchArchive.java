package org.waggle.executor.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.waggle.common.failure.FailureKind;
import org.waggle.common.failure.RunException;

/**
 * A TorchScript archive made of one source file: an uncompressed zip with a pickle that says "an object of class M
 * without attributes", the source, no constants, and a version.
 */
final class TorchArchive {
    private static final String SOURCE = "/torchscript/decoder.py";
    private static final String PICKLE =
            "\u0080\u0002c__torch__\nM\nq\0)\u0081q\u0001}q\u0002(X\b\0\0\0training\u0088ub.";
    private static final String NO_CONSTANTS = "\u0080\u0002).";

    private static final String REORDERED_PRODUCT =
            "ops.mkldnn._linear_pointwise(x, w, bias, \"none\", annotate(List[Optional[number]], []), None)";
    private static final String REORDER = "ops.mkldnn._reorder_linear_weight(torch.detach(w), 1)";

    private TorchArchive() {}

    /** The decoder's source. */
    static String source() {
        try (InputStream in = TorchArchive.class.getResourceAsStream(SOURCE)) {
            if (in == null) {
                throw new RunException(
                        FailureKind.INTERNAL, "Missing value: " + SOURCE + " in the executor's jar (rebuild it)");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The decoder's source for a libtorch without oneDNN: what it doesn't have is never called, but must not be named.
     */
    static String sourceWithoutOneDnn() {
        return source().replace(REORDERED_PRODUCT, "torch.linear(x, w, bias)").replace(REORDER, "w");
    }

    /**
     * Packs a source into a new temporary file, which the caller deletes.
     *
     * @throws RunException if the temporary folder cannot be written
     */
    static Path packed(String source) {
        try {
            Path file = Files.createTempFile("waggle-decoder", ".pt");
            try (OutputStream out = Files.newOutputStream(file)) {
                write(out, source.getBytes(StandardCharsets.UTF_8));
            }
            return file;
        } catch (IOException e) {
            throw new RunException(
                    FailureKind.RESOURCE,
                    "Cannot write the engine's archive to %s: %s (set -Djava.io.tmpdir to a writable folder)"
                            .formatted(System.getProperty("java.io.tmpdir"), e.getMessage()),
                    e);
        }
    }

    private static void write(OutputStream out, byte[] source) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.setMethod(ZipOutputStream.STORED);
            put(zip, "decoder/data.pkl", PICKLE.getBytes(StandardCharsets.ISO_8859_1));
            put(zip, "decoder/code/__torch__.py", source);
            put(zip, "decoder/constants.pkl", NO_CONSTANTS.getBytes(StandardCharsets.ISO_8859_1));
            put(zip, "decoder/version", "3\n".getBytes(StandardCharsets.ISO_8859_1));
        }
    }

    private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
        CRC32 checksum = new CRC32();
        checksum.update(content);
        ZipEntry entry = new ZipEntry(name);
        entry.setSize(content.length);
        entry.setCrc(checksum.getValue());
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }
}
