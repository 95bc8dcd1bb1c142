package org.waggle.executor.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.waggle.common.failure.RunException;

/** The flat vector of parameters. */
class ParameterLayoutTest {
    private static final DecoderShape UNTIED = new DecoderShape(10, 8, 6, 2, 4, 2, 4, 32, 10000, 1e-5, false);

    @Test
    void parametersLieOneAfterTheOther() {
        ParameterLayout layout = ParameterLayout.of(UNTIED);
        long next = 0;
        for (ParameterLayout.Parameter parameter : layout.parameters()) {
            assertThat(parameter.offset()).as(parameter.name()).isEqualTo(next);
            next += parameter.size();
        }
        // embeddings and head 2 * 80; a layer 16*8 + 2 * 8*8 + 8*16 + 3 * 6*8 + 2 * 8 = 544; last norm 8
        assertThat(layout.size()).isEqualTo(next).isEqualTo(160 + 2 * 544 + 8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"llama-tied", "llama-untied-llama3-rope-biased", "llama-linear-rope-wide-head", "qwen3"})
    void namesAndShapesAreThoseOfTheReferenceModel(String model) {
        GoldenTensors golden = GoldenTensors.open("models/" + model + "/model.safetensors");
        DecoderShape shape = ModelConfig.read(GoldenTensors.text("models/" + model + "/config.json"), "config.json");
        for (ParameterLayout.Parameter parameter : ParameterLayout.of(shape).parameters()) {
            assertThat(parameter.shape())
                    .as(parameter.name())
                    .isEqualTo(java.util.Arrays.stream(golden.shape(parameter.name()))
                            .boxed()
                            .toList());
        }
        assertThat(ParameterLayout.of(shape).parameters()).hasSize(golden.size());
    }

    @Test
    void optionalParametersFollowTheOthersOfTheirLayer() {
        ParameterLayout layout = ParameterLayout.of(Policies.EVERYTHING);
        assertThat(layout.layerStride()).isEqualTo(12);
        assertThat(layout.optionalPlaces()).containsExactly(6, 7, 8, 9, 10, 11);
        assertThat(ParameterLayout.of(UNTIED).optionalPlaces()).containsOnly(0);
    }

    @Test
    void tiedEmbeddingsHaveNoHead() {
        DecoderShape tied = new DecoderShape(10, 8, 6, 2, 4, 2, 4, 32, 10000, 1e-5, true);
        assertThat(ParameterLayout.of(tied).parameters())
                .extracting(ParameterLayout.Parameter::name)
                .doesNotContain("lm_head.weight");
    }

    @Test
    void weightsGivenInPiecesAreReadBack() {
        float[] values = Policies.randomValues(UNTIED, 1);
        byte[] bytes = Policies.bytes(values).array();
        WeightSource pieces = sink -> {
            for (int from : List.of(500, 0, 1000)) {
                int to = from == 1000 ? values.length : from + 500;
                ByteBuffer piece = ByteBuffer.allocateDirect((to - from) * Float.BYTES);
                sink.fill(
                        from,
                        piece.put(bytes, from * Float.BYTES, piece.capacity()).flip());
            }
        };
        try (DecoderPolicy policy = DecoderPolicy.open(UNTIED, Policies.ONE_THREAD, pieces)) {
            assertThat(Policies.floats(policy.slice(0, values.length))).isEqualTo(values);
            assertThat(Policies.floats(policy.slice(7, 9))).containsExactly(values[7], values[8]);
        }
    }

    @Test
    void missingWeightsAndWeightsOutOfRangeAreRefused() {
        assertThatThrownBy(() -> DecoderPolicy.open(UNTIED, Policies.ONE_THREAD, Policies.source(new float[5])))
                .isInstanceOf(RunException.class)
                .hasMessage("Cannot open the policy: its source gave 5 values (must be 1256)");
        assertThatThrownBy(() -> DecoderPolicy.open(UNTIED, Policies.ONE_THREAD, Policies.source(new float[1257])))
                .isInstanceOf(RunException.class)
                .hasMessageContaining("Invalid range: [0, 1257)");
    }
}
