package org.waggle.executor.optimizer;

import java.io.Serializable;
import org.waggle.common.recipe.OptimizerRecipe;
import org.waggle.common.recipe.ScheduleRecipe;

/**
 * The learning rate of each update of a phase, by the conventions of {@code transformers.optimization}. With W warm-up
 * updates of T in all, update u from 0, p = (u - W) / (T - W) and f the final fraction:
 *
 * <pre>
 * u < W     peak × u / W
 * constant  peak
 * linear    peak × (f + (1 - f) (1 - p))
 * cosine    peak × (f + (1 - f) (1 + cos πp) / 2)
 * </pre>
 *
 * So the first rate is 0 where there is a warm-up, and the final fraction would be reached one update after the last.
 *
 * @param peak highest rate
 * @param schedule shape, warm-up and final fraction
 * @param updates number of updates of the phase, at least 1
 */
public record LearningRate(double peak, ScheduleRecipe schedule, long updates) implements Serializable {
    /** The rates of a phase. */
    public static LearningRate of(OptimizerRecipe optimizer, long updates) {
        return new LearningRate(optimizer.learningRate(), optimizer.schedule(), updates);
    }

    /** The rate of an update, from 0 within the phase. */
    public double at(long update) {
        int warmUp = schedule.warmUp();
        if (update < warmUp) {
            return peak * update / warmUp;
        }
        double progress = Math.min(1, (update - warmUp) / (double) Math.max(1, updates - warmUp));
        return switch (schedule.shape()) {
            case CONSTANT -> peak;
            case LINEAR -> peak * down(1 - progress);
            case COSINE -> peak * down((1 + Math.cos(Math.PI * progress)) / 2);
        };
    }

    private double down(double height) {
        return schedule.finalFraction() + (1 - schedule.finalFraction()) * height;
    }
}
