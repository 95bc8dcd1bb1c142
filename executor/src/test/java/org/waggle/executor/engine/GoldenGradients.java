package org.waggle.executor.engine;

import static org.assertj.core.api.Assertions.assertThat;

/** The gradient of every parameter against reference values. */
final class GoldenGradients {
    private static final float TOLERANCE = 1e-4f;

    private GoldenGradients() {}

    /** All within 1e-4 of the largest value of their tensor. */
    static void assertSame(DecoderPolicy policy, GradientAccumulator gradient, GoldenTensors golden, String prefix) {
        for (ParameterLayout.Parameter parameter : policy.layout().parameters()) {
            long from = parameter.offset();
            float[] actual = Policies.floats(gradient.slice(from, from + parameter.size()));
            assertSame(actual, golden.floats(prefix + parameter.name()), prefix + parameter.name());
        }
    }

    static void assertSame(float[] actual, float[] expected, String name) {
        assertThat(actual).as(name).hasSameSizeAs(expected);
        float largest = 0;
        float farthest = 0;
        for (int i = 0; i < expected.length; i++) {
            largest = Math.max(largest, Math.abs(expected[i]));
            farthest = Math.max(farthest, Math.abs(actual[i] - expected[i]));
        }
        assertThat(largest).as(name).isPositive();
        assertThat(farthest).as(name).isLessThanOrEqualTo(TOLERANCE * largest);
    }
}
