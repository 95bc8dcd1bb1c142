package org.waggle.executor.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.waggle.common.failure.RunException;

/** The flat vector of parameters. */
class ParameterLayoutTest {
    private static final LlamaShape UNTIED = new LlamaShape(10, 8, 6, 2, 4, 2, 4, 32, 10000, 1e-5, false);

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

    @Test
    void namesAndShapesAreThoseOfTheReferenceModel() {
        GoldenTensors golden = GoldenTensors.open(Policies.LLAMA_TIED + "model.safetensors");
        LlamaShape shape = LlamaConfig.read(GoldenTensors.text(Policies.LLAMA_TIED + "config.json"), "config.json");
        for (ParameterLayout.Parameter parameter : ParameterLayout.of(shape).parameters()) {
            assertThat(parameter.shape())
                    .as(parameter.name())
                    .isEqualTo(java.util.Arrays.stream(golden.shape(parameter.name()))
                            .boxed()
                            .toList());
        }
    }

    @Test
    void tiedEmbeddingsHaveNoHead() {
        LlamaShape tied = new LlamaShape(10, 8, 6, 2, 4, 2, 4, 32, 10000, 1e-5, true);
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
        try (LlamaPolicy policy = LlamaPolicy.open(UNTIED, Policies.ONE_THREAD, pieces)) {
            assertThat(policy.slice(0, values.length)).isEqualTo(bytes);
            assertThat(Policies.floats(policy.slice(7, 9))).containsExactly(values[7], values[8]);
        }
    }

    @Test
    void missingWeightsAndWeightsOutOfRangeAreRefused() {
        assertThatThrownBy(() -> LlamaPolicy.open(UNTIED, Policies.ONE_THREAD, Policies.source(new float[5])))
                .isInstanceOf(RunException.class)
                .hasMessage("Cannot open the policy: its source gave 5 values (must be 1256)");
        assertThatThrownBy(() -> LlamaPolicy.open(UNTIED, Policies.ONE_THREAD, Policies.source(new float[1257])))
                .isInstanceOf(RunException.class)
                .hasMessageContaining("Invalid range: [0, 1257)");
    }
}
