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
import org.waggle.common.failure.FailureKind;
import org.waggle.common.failure.RunException;

/** A flat float32 vector in libtorch's memory, on the device of its manager, that Java fills and reads in pieces. */
final class FlatVector {
    private final TorchRuntime runtime;
    private final PtNDManager manager;
    private final PtNDArray values;
    private final int threads;
    private final long size;

    FlatVector(PtNDManager manager, int threads, long size) {
        this.runtime = TorchRuntime.instance();
        this.threads = threads;
        this.manager = manager;
        this.size = size;
        this.values = JniUtils.createEmptyNdArray(
                manager, new Shape(size), DataType.FLOAT32, manager.getDevice(), SparseFormat.DENSE);
    }

    PtNDArray tensor() {
        return values;
    }

    void zero() {
        try (TorchArguments arguments = new TorchArguments()) {
            runtime.run(threads, "zero", arguments.tensor(values));
        }
    }

    void fill(long offset, ByteBuffer piece) {
        int count = piece.remaining() / Float.BYTES;
        check(offset, offset + count);
        if (piece.remaining() % Float.BYTES != 0) {
            throw new IllegalArgumentException(
                    "Invalid piece: %d bytes (must be a multiple of 4)".formatted(piece.remaining()));
        }
        if (count > 0) {
            copy(offset, count, piece);
        }
    }

    private void copy(long offset, int count, ByteBuffer piece) {
        try (PtNDManager scope = (PtNDManager) manager.newSubManager()) {
            PtNDArray place = piece(offset, count, scope);
            if (place.getDevice().isGpu()) {
                PtNDArray source = Tensors.empty(scope, DataType.FLOAT32, count);
                Tensors.bytes(source).put(piece);
                upload(place, source);
            } else {
                Tensors.bytes(place).put(piece);
            }
        }
    }

    private void upload(PtNDArray place, PtNDArray source) {
        try (TorchArguments arguments = new TorchArguments()) {
            runtime.run(threads, "copy", arguments.tensor(place).tensor(source));
        }
    }

    /**
     * The values from {@code from} to {@code to}, exclusive: on the CPU the vector's own memory, which lives no longer
     * than its manager and isn't to be changed.
     */
    FloatBuffer slice(long from, long to) {
        check(from, to);
        if (from == to) {
            return FloatBuffer.allocate(0);
        }
        PtNDArray piece = piece(from, to - from, manager);
        return Tensors.floats(piece.getDevice().isGpu() ? piece.toDevice(Device.cpu(), true) : piece);
    }

    private PtNDArray piece(long from, long count, PtNDManager scope) {
        try (TorchArguments arguments = new TorchArguments()) {
            arguments.tensor(values).integer(from).integer(count);
            return runtime.tensors(threads, "piece", arguments, scope).get(0);
        }
    }

    private void check(long from, long to) {
        if (from < 0 || from > to || to > size) {
            throw new RunException(
                    FailureKind.INTERNAL,
                    "Invalid range: [%d, %d) (must lie in a vector of %d values)".formatted(from, to, size));
        }
    }
}
