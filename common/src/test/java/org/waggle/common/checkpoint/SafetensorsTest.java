package org.waggle.common.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.waggle.common.failure.RunException;

class SafetensorsTest {
    private static final TensorSpec WEIGHT = new TensorSpec("weight", Dtype.F32, 2, 3);
    private static final TensorSpec FLAG = new TensorSpec("flag", Dtype.BOOL);
    private static final TensorSpec NOTHING = new TensorSpec("nothing", Dtype.BF16, 0, 7);
    private static final byte[] BYTES = bytes(25);

    @TempDir
    private java.nio.file.Path local;

    private final Storage storage = new Storage(new Configuration());
    private Path folder;

    @BeforeEach
    void names() {
        folder = new Path(local.toUri());
    }

    @Test
    void whatIsWrittenInPiecesIsReadByRange() {
        CheckpointFile file = write();

        try (SafetensorsFile read = SafetensorsFile.open(storage, new Path(folder, file.path()))) {
            assertThat(read.entries().keySet()).containsExactly("flag", "nothing", "weight");
            assertThat(read.entry("weight").begin()).isZero();
            assertThat(read.entry("weight").end()).isEqualTo(24);
            assertThat(read.entry("weight").spec().shape()).containsExactly(2, 3);
            assertThat(read.entry("flag").spec().dtype()).isEqualTo(Dtype.BOOL);
            ByteBuffer onHeap = ByteBuffer.allocate(7);
            read.read(4, onHeap.position(2));
            assertThat(onHeap.array()).containsExactly(0, 0, BYTES[4], BYTES[5], BYTES[6], BYTES[7], BYTES[8]);
            ByteBuffer direct = ByteBuffer.allocateDirect(25);
            read.read(0, direct);
            assertThat(direct.flip()).isEqualTo(ByteBuffer.wrap(BYTES));
        }
    }

    @Test
    void theHeaderIsPaddedAndMarkedAsPyTorch() throws IOException {
        write();

        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(local.resolve("w.safetensors")))
                .order(ByteOrder.LITTLE_ENDIAN);
        long header = bytes.getLong();
        assertThat(header % 8).isZero();
        assertThat(new String(bytes.array(), 8, (int) header, StandardCharsets.UTF_8).strip())
                .isEqualTo("{\"__metadata__\":{\"format\":\"pt\"},"
                        + "\"weight\":{\"dtype\":\"F32\",\"shape\":[2,3],\"data_offsets\":[0,24]},"
                        + "\"flag\":{\"dtype\":\"BOOL\",\"shape\":[],\"data_offsets\":[24,25]},"
                        + "\"nothing\":{\"dtype\":\"BF16\",\"shape\":[0,7],\"data_offsets\":[25,25]}}");
        assertThat(bytes.capacity()).isEqualTo(8 + header + 25);
    }

    @Test
    void lengthAndChecksumAreThoseOfTheFile() throws Exception {
        CheckpointFile file = write();

        byte[] bytes = Files.readAllBytes(local.resolve("w.safetensors"));
        assertThat(file.bytes()).isEqualTo(bytes.length);
        assertThat(file.sha256())
                .isEqualTo(java.util.HexFormat.of()
                        .formatHex(CheckpointOutput.sha256().digest(bytes)));
        assertThat(local.toFile().list()).containsExactly("w.safetensors");
    }

    @Test
    void aShortFileIsNotFinishedAndRemoved() {
        try (SafetensorsWriter writer = SafetensorsWriter.create(storage, folder, "w.safetensors", List.of(WEIGHT))) {
            writer.write(ByteBuffer.wrap(BYTES, 0, 23));
            assertThatThrownBy(writer::finish)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("bytes (its header announces");
            assertThatThrownBy(() -> writer.write(ByteBuffer.wrap(BYTES, 0, 2)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("bytes (its header announces");
        }
        assertThat(local.toFile().list()).isEmpty();
    }

    @Test
    void aFileOfPyTorchIsRead() throws URISyntaxException {
        Path golden = new Path(SafetensorsTest.class
                .getResource("/golden/adapter_model.safetensors")
                .toURI());
        try (SafetensorsFile file = SafetensorsFile.open(storage, golden)) {
            SafetensorsFile.Entry second = file.entry("base_model.model.model.layers.0.mlp.down_proj.lora_B.weight");
            assertThat(second.spec().shape()).containsExactly(64, 4);
            assertThat(second.begin()).isEqualTo(4 * 128 * 4);
            assertThat(second.end()).isEqualTo(4 * 128 * 4 + 64 * 4 * 4);
            assertThat(file.entries().values().stream()
                            .mapToLong(entry -> entry.spec().bytes())
                            .sum())
                    .isEqualTo(26_840 - 8 - 2_256);
        }
    }

    @Test
    void aFileCutOffAnywhereIsRefused() throws IOException {
        write();
        byte[] whole = Files.readAllBytes(local.resolve("w.safetensors"));
        for (int length = 0; length < whole.length; length++) {
            assertDamaged(Arrays.copyOf(whole, length), "");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            value = {
                "no json | its header is not JSON",
                "[1]     | its header is not a JSON object",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4]}} | the byte range of a does not fit its shape",
                "{\"a\":{\"dtype\":\"F3\",\"shape\":[1],\"data_offsets\":[0,4]}} | type, shape or byte range of a is not valid",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[-1],\"data_offsets\":[4,0]}} | type, shape or byte range of a is not valid",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}} | a begins at byte 4, not 0",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,12]}} | its header says",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[9007199254740993,4611686018427387904],\"data_offsets\":[0,4]}} | is not valid",
                "{\"a\":{},\"a\":{}} | its header is not JSON",
            })
    void aHeaderThatDoesNotFitIsRefused(String json, String reason) throws IOException {
        byte[] header = json.getBytes(StandardCharsets.UTF_8);
        assertDamaged(
                ByteBuffer.allocate(8 + header.length + 8)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(header.length)
                        .put(header)
                        .array(),
                reason);
    }

    @Test
    void whatIsNotInAFileIsRefusedByName() {
        write();
        Path path = new Path(folder, "w.safetensors");
        try (SafetensorsFile file = SafetensorsFile.open(storage, path)) {
            assertThatThrownBy(() -> file.entry("bias"))
                    .isInstanceOf(RunException.class)
                    .hasMessage("Cannot read %s: it has no tensor bias", path);
            assertThatThrownBy(() -> file.read(20, ByteBuffer.allocate(6)))
                    .isInstanceOf(RunException.class)
                    .hasMessage("Cannot read %s: bytes 20 to 26 are not in it (it has 25)", path);
        }
        Path missing = new Path(folder, "missing");
        assertThatThrownBy(() -> SafetensorsFile.open(storage, missing))
                .isInstanceOf(RunException.class)
                .hasMessage("Cannot read %s: there is no such file", missing);
    }

    private CheckpointFile write() {
        try (SafetensorsWriter writer =
                SafetensorsWriter.create(storage, folder, "w.safetensors", List.of(WEIGHT, FLAG, NOTHING))) {
            writer.write(ByteBuffer.wrap(BYTES, 0, 5));
            ByteBuffer rest = ByteBuffer.allocateDirect(20).put(BYTES, 5, 20).flip();
            writer.write(rest);
            return writer.finish();
        }
    }

    private void assertDamaged(byte[] bytes, String reason) throws IOException {
        Files.write(local.resolve("d.safetensors"), bytes);
        assertThatThrownBy(() -> SafetensorsFile.open(storage, new Path(folder, "d.safetensors")))
                .isInstanceOf(RunException.class)
                .hasMessageStartingWith("Cannot read ")
                .hasMessageContaining("not an intact safetensors file (")
                .hasMessageContaining(reason);
    }

    private static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        for (int at = 0; at < count; at++) {
            bytes[at] = (byte) (3 * at + 1);
        }
        return bytes;
    }
}
