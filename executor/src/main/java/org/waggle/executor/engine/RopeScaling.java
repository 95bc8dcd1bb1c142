package org.waggle.executor.engine;

import java.io.Serializable;
import org.waggle.common.failure.Check;

/** How a rotary embedding is stretched beyond the length that a model was first trained on. */
public sealed interface RopeScaling extends Serializable {
    /** The stretched frequency; in float32 step by step, as transformers computes it. */
    float scaled(float inverseFrequency);

    /** Type {@code default}: none. */
    record None() implements RopeScaling {
        @Override
        public float scaled(float inverseFrequency) {
            return inverseFrequency;
        }
    }

    /**
     * Type {@code linear}: every frequency divided by a factor (arXiv:2306.15595).
     *
     * @param factor how much longer sequences may be, above 0
     */
    record Linear(double factor) implements RopeScaling {
        /** Checks the factor. */
        public Linear {
            positive("factor", factor);
        }

        @Override
        public float scaled(float inverseFrequency) {
            return inverseFrequency / (float) factor;
        }
    }

    /**
     * Type {@code llama3}: long waves are divided by the factor, short ones kept, those between interpolated
     * (arXiv:2407.21783).
     *
     * @param factor divides the frequencies of waves longer than {@code originalPositions / lowFrequencyFactor}
     * @param lowFrequencyFactor waves in the original length of the longest that is interpolated
     * @param highFrequencyFactor waves in the original length of the shortest that is interpolated
     * @param originalPositions length in tokens that the model was first trained on
     */
    record Llama3(double factor, double lowFrequencyFactor, double highFrequencyFactor, int originalPositions)
            implements RopeScaling {
        /** Checks every range. */
        public Llama3 {
            positive("factor", factor);
            positive("low_freq_factor", lowFrequencyFactor);
            Check.that(
                    highFrequencyFactor > lowFrequencyFactor,
                    "high_freq_factor",
                    highFrequencyFactor,
                    "must be > low_freq_factor " + lowFrequencyFactor);
            positive("original_max_position_embeddings", originalPositions);
        }

        @Override
        public float scaled(float inverseFrequency) {
            float wave = (float) (2 * Math.PI) / inverseFrequency;
            if (wave > (float) (originalPositions / lowFrequencyFactor)) {
                return inverseFrequency / (float) factor;
            }
            if (wave < (float) (originalPositions / highFrequencyFactor)) {
                return inverseFrequency;
            }
            float kept = (originalPositions / wave - (float) lowFrequencyFactor)
                    / (float) (highFrequencyFactor - lowFrequencyFactor);
            return (1 - kept) * inverseFrequency / (float) factor + kept * inverseFrequency;
        }
    }

    private static void positive(String key, double value) {
        Check.that(value > 0 && Double.isFinite(value), key, value, "must be > 0");
    }
}
