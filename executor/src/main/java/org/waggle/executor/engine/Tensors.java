package org.waggle.executor.engine;

import ai.djl.Device;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;

/** Tensors in CPU memory whose content Java writes and reads in place, without a copy. */
final class Tensors {
    private Tensors() {}

    /** An uninitialised tensor on the CPU. */
    static PtNDArray empty(PtNDManager manager, DataType type, long... shape) {
        return JniUtils.createEmptyNdArray(manager, new Shape(shape), type, Device.cpu(), SparseFormat.DENSE);
    }

    static PtNDArray longs(PtNDManager manager, long[] values, long... shape) {
        PtNDArray tensor = empty(manager, DataType.INT64, shape);
        longs(tensor).put(values);
        return tensor;
    }

    static PtNDArray longs(PtNDManager manager, int[] values, long... shape) {
        PtNDArray tensor = empty(manager, DataType.INT64, shape);
        LongBuffer buffer = longs(tensor);
        for (int value : values) {
            buffer.put(value);
        }
        return tensor;
    }

    static PtNDArray floats(PtNDManager manager, float[] values, long... shape) {
        PtNDArray tensor = empty(manager, DataType.FLOAT32, shape);
        floats(tensor).put(values);
        return tensor;
    }

    static PtNDArray doubles(PtNDManager manager, double... values) {
        PtNDArray tensor = empty(manager, DataType.FLOAT64, values.length);
        bytes(tensor).asDoubleBuffer().put(values);
        return tensor;
    }

    /** The tensor's own memory, which lives no longer than the tensor. */
    static LongBuffer longs(PtNDArray tensor) {
        return bytes(tensor).asLongBuffer();
    }

    /** The tensor's own memory, which lives no longer than the tensor. */
    static FloatBuffer floats(PtNDArray tensor) {
        return bytes(tensor).asFloatBuffer();
    }

    /** The tensor's own memory, in the machine's byte order, which lives no longer than the tensor. */
    static ByteBuffer bytes(PtNDArray tensor) {
        return JniUtils.getByteBuffer(tensor, true);
    }
}
