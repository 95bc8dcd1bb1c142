package org.waggle.executor.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import ai.djl.pytorch.engine.PtNDManager;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.waggle.common.data.BFloat16;
import org.waggle.common.data.Precision;

/** Vectors whose values are held in a wider type than they come in, as on processors without bfloat16. */
class FlatVectorTest {
    private static final float[] VALUES = {1, -0.3f, 1e-20f, 3e38f, 0.1f};

    @Test
    void roundedValuesAreHeldInFloat32AsTheyAre() {
        try (PtNDManager scope = TorchRuntime.instance().manager(Device.cpu())) {
            FlatVector vector = new FlatVector(scope, 1, Precision.BFLOAT16, Precision.FLOAT32, VALUES.length);
            assertThat(vector.fill(2, piece(2, VALUES.length))).isEqualTo(3);
            assertThat(vector.fill(0, piece(0, 2))).isEqualTo(2);
            float[] held = Policies.floats(vector.slice(0, VALUES.length));
            for (int i = 0; i < VALUES.length; i++) {
                assertThat(held[i]).isEqualTo(BFloat16.widen(BFloat16.round(VALUES[i])));
            }
        }
    }

    @Test
    void aPieceIsMeasuredInTheTypeThatItComesIn() {
        try (PtNDManager scope = TorchRuntime.instance().manager(Device.cpu())) {
            FlatVector vector = new FlatVector(scope, 1, Precision.BFLOAT16, Precision.FLOAT32, VALUES.length);
            assertThatThrownBy(() -> vector.fill(0, ByteBuffer.allocate(3)))
                    .hasMessage("Invalid piece: 3 bytes (must be a multiple of 2)");
        }
    }

    @Test
    void float32IsComputedAnywhere() {
        assertThat(TorchRuntime.instance().computed(Precision.FLOAT32, Device.cpu()))
                .isEqualTo(Precision.FLOAT32);
        assertThat(TorchRuntime.instance().computed(Precision.BFLOAT16, Device.gpu(0)))
                .isEqualTo(Precision.BFLOAT16);
    }

    private static ByteBuffer piece(int from, int to) {
        ByteBuffer bytes = ByteBuffer.allocate(2 * (to - from)).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = from; i < to; i++) {
            bytes.putShort(BFloat16.round(VALUES[i]));
        }
        return bytes.flip();
    }
}
