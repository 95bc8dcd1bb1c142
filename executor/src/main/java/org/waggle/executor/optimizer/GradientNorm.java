package org.waggle.executor.optimizer;

/** The clip of the global norm of the gradient, as {@code torch.nn.utils.clip_grad_norm_}. */
public final class GradientNorm {
    private GradientNorm() {}

    /**
     * What the gradient is multiplied by: min(1, clip / (norm + 1e-6)). Paper: Pascanu et al. (arXiv:1211.5063,
     * algorithm 1).
     *
     * @param norm L2 norm of the whole gradient, at least 0
     * @param clip largest norm; 0 doesn't clip
     */
    public static double scale(double norm, double clip) {
        return clip == 0 ? 1 : Math.min(1, clip / (norm + 1e-6));
    }

    /**
     * The sum of squares of a part of the gradient, added in order to what came before it; the norm is the root of the
     * sum over all parts.
     */
    public static double sumOfSquares(double before, float[] gradient, int count) {
        double sum = before;
        for (int i = 0; i < count; i++) {
            sum += (double) gradient[i] * gradient[i];
        }
        return sum;
    }
}
