package org.waggle.executor.engine;

import ai.djl.ndarray.types.DataType;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.IValue;
import java.util.Arrays;

/**
 * What a machine allows: how fast it copies, and how fast it multiplies with a policy's matrices when it does nothing
 * else.
 *
 * @param policy what is measured; not closed
 * @param timer how many lanes work side by side
 */
public record EngineBench(DecoderPolicy policy, LaneTimer timer) {
    private static final long COPIED = 1 << 26;

    /** How a matrix lies in memory. */
    public enum Order {
        /** Row by row. */
        PLAIN,
        /** As oneDNN multiplies with it fastest; as {@link #PLAIN} where libtorch can't. */
        REORDERED
    }

    /** As {@link #products(Order, int, int)}, in the better order. */
    public double products(int rows, int scored) {
        return Arrays.stream(Order.values())
                .mapToDouble(order -> products(order, rows, scored))
                .max()
                .orElseThrow();
    }

    /**
     * Tokens a second, of all lanes, of nothing but the matrix products of a forward pass.
     *
     * @param rows tokens of a lane that go through the layers at once
     * @param scored how many of them go through the head
     */
    public double products(Order order, int rows, int scored) {
        DecodingWeights weights = policy.decodingWeights();
        if (order == Order.PLAIN) {
            try (IValue plain = weights.asTheyAre()) {
                return products(plain, rows, scored);
            }
        }
        try {
            return products(weights.acquire(), rows, scored);
        } finally {
            weights.release();
        }
    }

    private double products(IValue weights, int rows, int scored) {
        double seconds = timer.seconds(() -> {
            try (TorchArguments arguments = new TorchArguments()) {
                policy.decode(
                        "products", arguments.shared(weights).integer(rows).integer(scored));
            }
        });
        return timer.lanes() * rows / seconds;
    }

    /** Bytes a second that one copy in memory reads and writes. */
    public double memory() {
        try (PtNDManager scope = policy.scope()) {
            PtNDArray from = Tensors.empty(scope, DataType.FLOAT32, COPIED);
            PtNDArray to = Tensors.empty(scope, DataType.FLOAT32, COPIED);
            double seconds = new LaneTimer(1).seconds(() -> {
                try (TorchArguments arguments = new TorchArguments()) {
                    policy.run("copy", arguments.tensor(to).tensor(from));
                }
            });
            return 2.0 * Float.BYTES * COPIED / seconds;
        }
    }
}
