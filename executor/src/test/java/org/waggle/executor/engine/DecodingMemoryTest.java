package org.waggle.executor.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.waggle.common.data.Precision;

/** What decoding is said to hold. */
class DecodingMemoryTest {
    private static final int ATTENTION = 8 * (8 + 4 + 4) + 8 * 8;
    private static final int FEED = 3 * 8 * 16;

    @Test
    void theCacheHasKeysAndValuesOfEveryPlaceInTheTypeThatIsComputedIn() {
        // Keys and values of 3 layers, 1 head of 4; 6 slots are 8 rows, 40 tokens and the one to come 64 places.
        assertThat(memory(true, Precision.BFLOAT16).cache(6, 40)).isEqualTo(2 * 3 * 4 * 8 * 64 * 2);
        assertThat(memory(true, Precision.FLOAT32).cache(6, 40)).isEqualTo(2 * 3 * 4 * 8 * 64 * 4);
    }

    @Test
    void matricesThatAreMultipliedWithAreThereTwiceEmbeddingsOnlyAsHead() {
        long once = 3 * (ATTENTION + FEED) + 100 * 8;
        assertThat(memory(true, Precision.BFLOAT16).reorderedWeights()).isEqualTo(2 * once);
        assertThat(memory(false, Precision.BFLOAT16).reorderedWeights()).isEqualTo(2 * once);
    }

    private static DecodingMemory memory(boolean tied, Precision precision) {
        return new DecodingMemory(new DecoderShape(100, 8, 16, 3, 2, 1, 4, 32, 10000, 1e-5, tied), precision);
    }
}
