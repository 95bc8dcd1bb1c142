package org.waggle.executor.objective;

/** The logistic function σ, without overflow. */
final class Logistic {
    private Logistic() {}

    /** σ(x) = 1 / (1 + exp(-x)). */
    static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    /** -log σ(x); its slope is -σ(-x). */
    static double loss(double x) {
        return Math.max(-x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
    }
}
