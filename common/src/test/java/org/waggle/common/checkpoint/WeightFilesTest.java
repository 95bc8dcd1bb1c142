package org.waggle.common.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.util.HexFormat;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.waggle.common.data.BFloat16;
import org.waggle.common.failure.RunException;

/** The weights of a model's folder, in one file or several. */
class WeightFilesTest {
    private static final List<TensorSpec> TENSORS = List.of(
            new TensorSpec("a", Dtype.F32, 2, 2), new TensorSpec("b", Dtype.F32, 3), new TensorSpec("c", Dtype.F32, 1));
    private static final float[] VALUES = {1, 2, 3, 4, 5, 6, 7, 8};

    @TempDir
    private java.nio.file.Path local;

    private final Storage storage = new Storage(new Configuration());
    private Path folder;

    @BeforeEach
    void names() {
        folder = new Path(local.toUri());
    }

    @ParameterizedTest
    @CsvSource({
        "F32, 0000803f 000000c0, 1 -2",
        "BF16, 803f 00c0 0100, 1 -2 9.183549615799121E-41",
        "F16, 003c 00c0 0100 ff7b 00fc 0080, 1 -2 5.9604644775390625E-8 65504 -Infinity -0.0"
    })
    void narrowNumbersAreWidenedExactly(Dtype dtype, String hex, String expected) {
        ByteBuffer bytes = ByteBuffer.wrap(HexFormat.of().parseHex(hex.replace(" ", "")));
        String[] wanted = expected.split(" ");
        write("m/model.safetensors", List.of(new TensorSpec("x", dtype, wanted.length)), Long.MAX_VALUE, bytes);
        try (WeightFiles files = WeightFiles.open(storage, new Path(folder, "m/model.safetensors"))) {
            float[] values = new float[wanted.length];
            files.read("x", 0, values, 0, values.length);
            for (int i = 0; i < wanted.length; i++) {
                assertThat(values[i]).isEqualTo(Float.parseFloat(wanted[i]));
            }
        }
    }

    @Test
    void roundingToBfloat16TakesTheNearestAndOfTwoTheEvenOne() {
        assertThat(BFloat16.widen(BFloat16.round(1 + 0x1p-8f))).isEqualTo(1);
        assertThat(BFloat16.widen(BFloat16.round(1 + 0x1.8p-8f))).isEqualTo(1 + 0x1p-7f);
        assertThat(BFloat16.widen(BFloat16.round(1 + 0x1.8p-7f))).isEqualTo(1 + 0x1p-6f);
        assertThat(BFloat16.widen(BFloat16.round(Float.MAX_VALUE))).isEqualTo(Float.POSITIVE_INFINITY);
        assertThat(BFloat16.widen(BFloat16.round(Float.NaN))).isNaN();
    }

    @Test
    void whatIsTooLargeForOneFileIsWrittenIntoSeveralWithAnIndex() {
        List<CheckpointFile> written = write("m/model.safetensors", TENSORS, 20, bytes(VALUES));

        assertThat(written)
                .extracting(CheckpointFile::path)
                .containsExactly(
                        "m/model-00001-of-00002.safetensors",
                        "m/model-00002-of-00002.safetensors",
                        "m/model.safetensors.index.json");
        try (WeightFiles files = WeightFiles.open(storage, new Path(folder, "m/model.safetensors"))) {
            float[] values = new float[8];
            files.read("a", 1, values, 1, 4);
            files.read("b", 0, values, 4, 7);
            files.read("c", 0, values, 7, 8);
            assertThat(values).containsExactly(0, 2, 3, 4, 5, 6, 7, 8);
            assertThat(files.spec("a").shape()).containsExactly(2, 2);
        }
    }

    @Test
    void whatFitsIsOneFileWithoutAnIndex() {
        assertThat(write("m/model.safetensors", TENSORS, 32, bytes(VALUES)))
                .extracting(CheckpointFile::path)
                .containsExactly("m/model.safetensors");
    }

    @Test
    void filesAreNamedForTheOneThatWouldBeEnough() {
        assertThat(write("m/" + WeightFiles.ADAPTER, TENSORS, 20, bytes(VALUES)))
                .extracting(CheckpointFile::path)
                .containsExactly(
                        "m/adapter_model-00001-of-00002.safetensors",
                        "m/adapter_model-00002-of-00002.safetensors",
                        "m/adapter_model.safetensors.index.json");
        try (WeightFiles files = WeightFiles.open(storage, new Path(folder, "m/" + WeightFiles.ADAPTER))) {
            float[] values = new float[1];
            files.read("c", 0, values, 0, 1);
            assertThat(values).containsExactly(8);
        }
    }

    @Test
    void tooFewBytesAreADefect() {
        try (WeightFilesWriter writer = WeightFilesWriter.create(storage, folder, "m/model.safetensors", TENSORS, 20)) {
            writer.write(bytes(1, 2, 3, 4));
            assertThatThrownBy(writer::finish)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("Invalid number of files of m/model.safetensors: 1 (must be 2)");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"weight_map\": {\"a\": \"../secret.safetensors\"}}|a lies in '../secret.safetensors' (must be a safetensors file beside it)",
                "{\"weight_map\": {\"a\": \"/etc/passwd\"}}|a lies in '/etc/passwd' (must be a safetensors file beside it)",
                "{\"weight_map\": {\"a\": 7}}|a lies in '7' (must be a safetensors file beside it)",
                "{\"weight_map\": {\"b\": \"b.safetensors\"}}|it has no tensor a",
                "{\"weight_map\": []}|it has no weight_map",
                "{\"weight_map\"|not JSON"
            })
    void aDamagedIndexIsRefused(String index, String message) throws IOException {
        Files.writeString(local.resolve(WeightFiles.MODEL + WeightFiles.INDEX), index);
        assertThatThrownBy(this::readFirst)
                .isInstanceOf(RunException.class)
                .hasMessage("Cannot read " + new Path(folder, WeightFiles.MODEL + WeightFiles.INDEX) + ": " + message);
    }

    @Test
    void integersAreNoWeights() {
        write("m/model.safetensors", List.of(new TensorSpec("a", Dtype.I32, 1)), 100, bytes(1));
        try (WeightFiles files = WeightFiles.open(storage, new Path(folder, "m/model.safetensors"))) {
            assertThatThrownBy(() -> files.spec("a"))
                    .isInstanceOf(RunException.class)
                    .hasMessage("Cannot read " + new Path(folder, "m/model.safetensors")
                            + ": a is I32 (supported: F32, BF16, F16)");
        }
    }

    private void readFirst() {
        try (WeightFiles files = WeightFiles.open(storage, new Path(folder, WeightFiles.MODEL))) {
            files.spec("a");
        }
    }

    private List<CheckpointFile> write(String name, List<TensorSpec> tensors, long largest, ByteBuffer bytes) {
        try (WeightFilesWriter writer = WeightFilesWriter.create(storage, folder, name, tensors, largest)) {
            writer.write(bytes);
            return writer.finish();
        }
    }

    private static ByteBuffer bytes(float... values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return bytes;
    }
}
