package org.waggle.executor.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.pytorch.engine.PtNDManager;
import org.junit.jupiter.api.Test;

/** Reordered weights: their life, and platforms that lack them. */
class DecodingWeightsTest {
    private static final DecoderShape SHAPE = new DecoderShape(37, 32, 48, 2, 4, 2, 8, 256, 10000, 1e-5, true);

    @Test
    void sessionsShareOneCopyUntilTheLastOneCloses() {
        try (DecoderPolicy policy = Policies.random(SHAPE, 0.3)) {
            DecodingWeights weights = policy.decodingWeights();
            Object first = weights.acquire();
            assertThat(weights.acquire()).isSameAs(first);
            weights.release();
            assertThat(weights.acquire()).isSameAs(first);
            weights.release();
            weights.release();
            assertThat(weights.acquire()).isNotSameAs(first);
            weights.release();
        }
    }

    @Test
    void theScriptLoadsWithoutTheOperatorsOfOneDnn() {
        assertThat(TorchArchive.source()).contains("ops.mkldnn");
        assertThat(TorchArchive.sourceWithoutOneDnn()).doesNotContain("ops.mkldnn");
        try (PtNDManager scope = TorchRuntime.instance().manager(Device.cpu())) {
            TorchRuntime.load(scope, TorchArchive.sourceWithoutOneDnn()).close();
        }
    }
}
