package org.waggle.executor.engine;

import ai.djl.Device;
import java.util.OptionalInt;
import org.waggle.common.data.Precision;
import org.waggle.common.failure.Check;
import org.waggle.common.recipe.EngineRecipe;

/**
 * Where and how a policy computes. Part of what a result depends on, to the last bit.
 *
 * @param gpu index of the GPU; empty computes on the CPU
 * @param threads threads of libtorch for each call that scores or trains, at least 1
 * @param decodingThreads the same for each call that decodes
 * @param headChunkTokens tokens whose logits over the vocabulary are held at once, at least 1
 * @param activations what a gradient pass keeps of its forward pass
 * @param precision type of weights and activations
 */
public record ComputeSettings(
        OptionalInt gpu,
        int threads,
        int decodingThreads,
        int headChunkTokens,
        Activations activations,
        Precision precision) {
    /** Checks every range. */
    public ComputeSettings {
        Check.that(threads >= 1, "threads-per-lane", threads, "must be >= 1");
        Check.that(decodingThreads >= 1, "threads-per-rollout-lane", decodingThreads, "must be >= 1");
        Check.that(headChunkTokens >= 1, "head-chunk-tokens", headChunkTokens, "must be >= 1");
    }

    /** As a recipe says. */
    public static ComputeSettings of(EngineRecipe engine, OptionalInt gpu) {
        return new ComputeSettings(
                gpu,
                engine.threadsPerLane(),
                engine.threadsPerRolloutLane(),
                engine.headChunkTokens(),
                engine.gradientCheckpointing() ? Activations.RECOMPUTED : Activations.KEPT,
                engine.precision());
    }

    /** The same on other threads, in another precision. */
    public ComputeSettings with(int otherThreads, Precision otherPrecision) {
        return new ComputeSettings(gpu, otherThreads, otherThreads, headChunkTokens, activations, otherPrecision);
    }

    /** Computes on the CPU, in float32, and keeps activations. */
    public static ComputeSettings cpu(int threads, int headChunkTokens) {
        return new ComputeSettings(
                OptionalInt.empty(), threads, threads, headChunkTokens, Activations.KEPT, Precision.FLOAT32);
    }

    Device device() {
        return gpu.isPresent() ? Device.gpu(gpu.getAsInt()) : Device.cpu();
    }
}
