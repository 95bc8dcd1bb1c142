package org.waggle.executor.engine;

import ai.djl.Device;
import ai.djl.ndarray.NDList;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.ShortBuffer;
import org.waggle.common.data.BFloat16;
import org.waggle.common.data.Precision;
import org.waggle.common.failure.FailureKind;
import org.waggle.common.failure.RunException;

/**
 * A flat vector in libtorch's memory, on the device of its manager, that Java fills and reads in pieces. Its values are
 * rounded to a precision, and held in the same or a wider one.
 */
final class FlatVector {
    private final TorchRuntime runtime;
    private final PtNDManager manager;
    private final PtNDArray values;
    private final int threads;
    private final Precision precision;
    private final Precision held;
    private final long size;

    FlatVector(PtNDManager manager, int threads, Precision precision, long size) {
        this(manager, threads, precision, TorchRuntime.instance().computed(precision, manager.getDevice()), size);
    }

    FlatVector(PtNDManager manager, int threads, Precision precision, Precision held, long size) {
        this.runtime = TorchRuntime.instance();
        this.threads = threads;
        this.manager = manager;
        this.precision = precision;
        this.held = held;
        this.size = size;
        this.values = vector(manager, held, size);
    }

    /**
     * DJL cannot make a tensor of bfloat16, nor ask one for its type: so the script makes it, and Java sees bytes. It
     * is called with gradients, as what is made without them can never have any.
     */
    private PtNDArray vector(PtNDManager owner, Precision type, long length) {
        try (PtNDArray beside = (PtNDArray) owner.create(0f);
                PtNDArray of = Tensors.longs(owner, new long[] {length, number(type)}, 2)) {
            return runtime.withGradients(threads, "vector", new NDList(beside, of), owner)
                    .get(0);
        }
    }

    /** Libtorch's number of a type. */
    static int number(Precision precision) {
        return switch (precision) {
            case FLOAT32 -> 6;
            case BFLOAT16 -> 15;
        };
    }

    PtNDArray tensor() {
        return values;
    }

    Precision precision() {
        return precision;
    }

    void zero() {
        try (TorchArguments arguments = new TorchArguments()) {
            runtime.run(threads, "zero", arguments.tensor(values));
        }
    }

    /** Copies a piece into its place, and returns how many values it had. */
    int fill(long offset, ByteBuffer piece) {
        int width = precision.bytes();
        int count = piece.remaining() / width;
        check(offset, offset + count);
        if (piece.remaining() % width != 0) {
            throw new IllegalArgumentException(
                    "Invalid piece: %d bytes (must be a multiple of %d)".formatted(piece.remaining(), width));
        }
        if (count > 0) {
            copy(offset, count, piece);
        }
        return count;
    }

    /** Takes over the values of another vector of the same size, precision and type. */
    void copyOf(FlatVector other) {
        try (TorchArguments arguments = new TorchArguments()) {
            runtime.run(threads, "copy", arguments.tensor(values).tensor(other.values));
        }
    }

    private void copy(long offset, int count, ByteBuffer piece) {
        try (PtNDManager scope = (PtNDManager) manager.newSubManager()) {
            PtNDArray place = piece(offset, count, scope);
            if (place.getDevice().isGpu()) {
                upload(place, count, piece);
            } else if (held == precision) {
                Tensors.bytes(place).put(piece);
            } else {
                widen(piece.duplicate().order(ByteOrder.LITTLE_ENDIAN).asShortBuffer(), Tensors.floats(place));
                piece.position(piece.limit());
            }
        }
    }

    private static void widen(ShortBuffer from, FloatBuffer to) {
        for (int i = 0; i < from.limit(); i++) {
            to.put(i, BFloat16.widen(from.get(i)));
        }
    }

    private void upload(PtNDArray place, int count, ByteBuffer piece) {
        try (PtNDManager cpu = runtime.manager(Device.cpu());
                TorchArguments arguments = new TorchArguments()) {
            PtNDArray source = vector(cpu, precision, count);
            Tensors.bytes(source).put(piece);
            runtime.run(threads, "copy", arguments.tensor(place).tensor(source));
        }
    }

    /**
     * The float32 values from {@code from} to {@code to}, exclusive: on the CPU the vector's own memory, which lives no
     * longer than its manager and isn't to be changed.
     */
    FloatBuffer slice(long from, long to) {
        check(from, to);
        if (from == to) {
            return FloatBuffer.allocate(0);
        }
        if (values.getDevice().isGpu()) {
            return Tensors.floats(piece(from, to - from, manager).toDevice(Device.cpu(), true));
        }
        // The vector holds the memory, not the view of it.
        try (PtNDManager scope = (PtNDManager) manager.newSubManager()) {
            return Tensors.floats(piece(from, to - from, scope));
        }
    }

    private PtNDArray piece(long from, long count, PtNDManager scope) {
        try (TorchArguments arguments = new TorchArguments()) {
            arguments.tensor(values).integer(from).integer(count);
            return runtime.view("piece", arguments, scope);
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
