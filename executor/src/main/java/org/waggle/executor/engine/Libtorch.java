package org.waggle.executor.engine;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.pytorch.engine.PtEngine;
import ai.djl.pytorch.jni.JniUtils;
import org.waggle.common.data.Precision;

/**
 * The libtorch of this JVM.
 *
 * @param version such as {@code 2.7.1}
 * @param flavor {@code cpu}, or {@code cu128} for CUDA 12.8
 * @param place jar or folder that it came from
 * @param gpus GPUs that it can compute on
 * @param bfloat16 whether it computes bfloat16 on this processor; else float32 from the rounded weights
 */
public record Libtorch(String version, String flavor, String place, int gpus, boolean bfloat16) {
    /**
     * Loads it, once for each JVM.
     *
     * @throws org.waggle.common.failure.RunException of kind RESOURCE if there is none that fits this machine
     */
    public static Libtorch loaded() {
        TorchRuntime runtime = TorchRuntime.instance();
        LibtorchSource source = TorchRuntime.source();
        boolean cuda = JniUtils.getFeatures().contains("CUDA");
        return new Libtorch(
                source.version(),
                source.flavor(),
                source.place(),
                cuda ? Engine.getEngine(PtEngine.ENGINE_NAME).getGpuCount() : 0,
                runtime.computed(Precision.BFLOAT16, Device.cpu()) == Precision.BFLOAT16);
    }
}
