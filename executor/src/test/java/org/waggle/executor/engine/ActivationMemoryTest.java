package org.waggle.executor.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import ai.djl.Device;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.waggle.common.data.Precision;

/** What a gradient pass is said to hold, and what it holds. */
class ActivationMemoryTest {
    private static final int FEW = 4;
    private static final int MANY = 20;

    @Test
    void everyTensorThatALayerKeepsIsCounted() {
        DecoderShape shape = new DecoderShape(100, 8, 16, 1, 2, 1, 4, 32, 10000, 1e-5, true);
        // Twice the stream of 8; twice queries, keys, values of 16, the outcome of 8, four times as many scores; feed 2
        // · 16.
        assertThat(new ActivationMemory(shape, Precision.FLOAT32).layers(Activations.KEPT, 10))
                .isEqualTo(10 * 4 * (2 * 8 + 2 * 16 + 8 + 4 * 8 + 32));
        // The streams before and after the layer, and one layer.
        assertThat(new ActivationMemory(shape, Precision.FLOAT32).layers(Activations.RECOMPUTED, 10))
                .isEqualTo(10 * 4 * (2 * 8 + 120));
        assertThat(new ActivationMemory(shape, Precision.FLOAT32).head(7)).isEqualTo(7 * 100 * 4);
    }

    /** What more sequences add to a process between the two passes, when all that is kept is there. */
    @ParameterizedTest
    @CsvSource({"FLOAT32, false", "FLOAT32, true", "BFLOAT16, false", "BFLOAT16, true"})
    void whatIsCountedIsWhatAProcessGrowsBy(Precision precision, boolean headNorms) throws IOException {
        Precision computed = TorchRuntime.instance().computed(precision, Device.cpu());
        ActivationMemory memory = new ActivationMemory(GradientPassProcess.shape(headNorms), computed);
        long grown = GradientPassProcess.resident(precision, headNorms, MANY)
                - GradientPassProcess.resident(precision, headNorms, FEW);
        long counted = memory.layers(Activations.KEPT, (MANY - FEW) * (GradientPassProcess.LENGTH - 1L));
        assertThat(grown).isCloseTo(counted, withinPercentage(10));
    }
}
