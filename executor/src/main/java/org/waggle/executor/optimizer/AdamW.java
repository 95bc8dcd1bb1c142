package org.waggle.executor.optimizer;

import java.io.Serializable;
import java.nio.FloatBuffer;
import java.util.List;
import org.waggle.common.recipe.OptimizerRecipe;

/**
 * AdamW with decoupled weight decay, in the arithmetic of {@code torch.optim.AdamW} (float32, scalars computed in
 * double). For update t from 1, gradient g times its clip scale:
 *
 * <pre>
 * w ← w (1 - lr × decay)                      where w decays
 * m ← m + (1 - beta1) (g - m)
 * v ← beta2 v + (1 - beta2) g²
 * w ← w - lr / (1 - beta1^t) × m / (√v / √(1 - beta2^t) + epsilon)
 * </pre>
 *
 * <p>Papers: Adam (arXiv:1412.6980, algorithm 1); decoupled decay (arXiv:1711.05101, algorithm 2). We differ from the
 * latter as torch does: the decay is multiplied by the learning rate.
 *
 * @param settings betas, epsilon and decay; its rate, clip and schedule aren't read here
 * @param decaying stretches of the flat vector that decay, in any order: matrices, not vectors
 */
public record AdamW(OptimizerRecipe settings, List<FlatRange> decaying) implements Serializable {
    private static final int PIECE = 1 << 13;

    /** Copies the list. */
    public AdamW {
        decaying = List.copyOf(decaying);
    }

    /**
     * What one update needs beside the gradient.
     *
     * @param number updates of these moments so far, this one included: from 1
     * @param learningRate its learning rate
     * @param gradientScale multiplies the gradient: {@link GradientNorm#scale}
     */
    public record Update(int number, double learningRate, double gradientScale) implements Serializable {}

    /**
     * The shard after an update; the given one is left as it is.
     *
     * @param gradient before scaling, [elements]
     */
    public OptimizerShard update(OptimizerShard shard, float[] gradient, Update update) {
        OptimizerShard next = shard.copy();
        updateInPlace(next, FloatBuffer.wrap(gradient), update);
        return next;
    }

    /**
     * Updates the shard itself.
     *
     * @param gradient before scaling, [elements] from its position to its limit; may be memory of libtorch
     */
    public void updateInPlace(OptimizerShard shard, FloatBuffer gradient, Update update) {
        int elements = shard.weights().length;
        if (gradient.remaining() != elements) {
            throw new IllegalArgumentException(
                    "Invalid gradient: %d elements (must be %d)".formatted(gradient.remaining(), elements));
        }
        decay(shard, update);
        // By way of a small array: the compiler vectorises over arrays only.
        float[] piece = new float[PIECE];
        for (int from = 0; from < elements; from += PIECE) {
            int count = Math.min(PIECE, elements - from);
            gradient.get(gradient.position() + from, piece, 0, count);
            descend(shard, from, piece, count, update);
        }
    }

    private void decay(OptimizerShard shard, Update update) {
        float factor = (float) (1 - update.learningRate() * settings.weightDecay());
        float[] weights = shard.weights();
        for (FlatRange range : decaying) {
            // As int, so that the compiler may vectorise the loop.
            int from = (int) Math.min(Math.max(range.from() - shard.start(), 0), weights.length);
            int to = (int) Math.min(Math.max(range.to() - shard.start(), 0), weights.length);
            for (int i = from; i < to; i++) {
                weights[i] *= factor;
            }
        }
    }

    private void descend(OptimizerShard shard, int from, float[] gradient, int count, Update update) {
        float scale = (float) update.gradientScale();
        float toFirst = (float) (1 - settings.beta1());
        float keepSecond = (float) settings.beta2();
        float toSecond = (float) (1 - settings.beta2());
        float epsilon = (float) settings.epsilon();
        float step = (float) (-update.learningRate() / (1 - Math.pow(settings.beta1(), update.number())));
        float correction = (float) Math.sqrt(1 - Math.pow(settings.beta2(), update.number()));
        float[] weights = shard.weights();
        float[] first = shard.firstMoment();
        float[] second = shard.secondMoment();
        for (int i = 0; i < count; i++) {
            float g = gradient[i] * scale;
            first[from + i] += toFirst * (g - first[from + i]);
            second[from + i] = second[from + i] * keepSecond + toSecond * g * g;
            weights[from + i] += step * first[from + i] / ((float) Math.sqrt(second[from + i]) / correction + epsilon);
        }
    }
}
