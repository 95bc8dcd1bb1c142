package org.waggle.executor.engine;

import ai.djl.ndarray.types.DataType;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.IValue;
import java.util.function.DoubleSupplier;
import java.util.stream.DoubleStream;

/**
 * How fast a policy computes here, and what its matrix products alone would allow. Every speed is the best of a few
 * rounds, after one that isn't counted.
 *
 * @param policy what is measured; not closed
 */
public record EngineBench(DecoderPolicy policy) {
    private static final int ROUNDS = 3;
    private static final long COPIED = 1 << 26;
    private static final double NANOS = 1e9;

    /** Types of weights, by libtorch's number. */
    public enum Type {
        /** 32 bits. */
        FLOAT32(6),
        /** 16 bits, 8 of them for the exponent. */
        BFLOAT16(15);

        private final int number;

        Type(int number) {
            this.number = number;
        }
    }

    /** How a matrix lies in memory. */
    public enum Order {
        /** Row by row. */
        PLAIN,
        /** As oneDNN multiplies with it fastest. */
        REORDERED
    }

    /** Tokens a second of the matrix products of a forward pass over a number of tokens at once. */
    public double products(int rows, Type type, Order order) {
        try (TorchArguments arguments = new TorchArguments()) {
            boolean reorder =
                    order == Order.REORDERED && TorchRuntime.instance().reorders();
            arguments
                    .shared(policy.parameterList())
                    .tensor(policy.numbers())
                    .integer(type.number)
                    .flag(reorder);
            try (IValue weights = policy.value("bench_weights", arguments)) {
                return best(() -> products(weights, rows));
            }
        }
    }

    private double products(IValue weights, int rows) {
        try (TorchArguments arguments = new TorchArguments()) {
            long start = System.nanoTime();
            policy.run("products", arguments.shared(weights).integer(rows));
            return rows * NANOS / (System.nanoTime() - start);
        }
    }

    /** Computed tokens a second of forward and backward passes, the loss and the sum of gradients included. */
    public double gradient(TokenBatch batch) {
        try (GradientAccumulator sum = new GradientAccumulator(policy)) {
            return best(() -> {
                long start = System.nanoTime();
                sum.add(batch, 1, scores -> new TokenDerivatives(scores.entropy(), new float[batch.scored()]));
                return batch.computed() * NANOS / (System.nanoTime() - start);
            });
        }
    }

    /** Bytes a second that a copy in memory reads and writes. */
    public double memory() {
        try (PtNDManager scope = policy.scope()) {
            PtNDArray from = Tensors.empty(scope, DataType.FLOAT32, COPIED);
            PtNDArray to = Tensors.empty(scope, DataType.FLOAT32, COPIED);
            return best(() -> {
                long start = System.nanoTime();
                try (TorchArguments arguments = new TorchArguments()) {
                    policy.run("copy", arguments.tensor(to).tensor(from));
                }
                return 2.0 * Float.BYTES * COPIED * NANOS / (System.nanoTime() - start);
            });
        }
    }

    private static double best(DoubleSupplier speed) {
        return DoubleStream.generate(speed).limit(ROUNDS + 1).skip(1).max().orElseThrow();
    }
}
