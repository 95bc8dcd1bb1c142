package org.waggle.executor.engine;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import org.waggle.common.data.Precision;
import org.waggle.common.recipe.AdapterRecipe.Lora;

/**
 * A low-rank adapter with its values in libtorch's memory, float32 whatever the model computes in. It isn't multiplied
 * with token by token: the products are added to the base model's matrices when a policy opens, and the gradient of the
 * sum is taken apart afterwards, which is the chain rule: with W' = W + s B A, ∂A = s B' ∂W' and ∂B = s ∂W' A'.
 */
final class Adapter {
    private final AdapterLayout layout;
    private final FlatVector values;
    private final PtNDArray cuts;
    private final double scale;
    private final int threads;

    /** An adapter of zeros, to be filled, whose memory belongs to a manager. */
    Adapter(DecoderShape shape, Lora lora, ComputeSettings settings, PtNDManager manager) {
        this.layout = AdapterLayout.of(shape, lora);
        this.threads = settings.threads();
        this.values = new FlatVector(manager, threads, Precision.FLOAT32, layout.size());
        long[] table = layout.cuts();
        this.cuts = Tensors.longs(manager, table, table.length / 9, 9);
        this.scale = lora.scale();
    }

    AdapterLayout layout() {
        return layout;
    }

    FlatVector values() {
        return values;
    }

    /** Adds the products to the weights of the base model. */
    void addTo(FlatVector weights) {
        try (TorchArguments arguments = new TorchArguments()) {
            arguments
                    .tensor(weights.tensor())
                    .tensor(values.tensor())
                    .tensor(cuts)
                    .real(scale)
                    .integer(FlatVector.number(weights.precision()));
            TorchRuntime.instance().run(threads, "adapt", arguments);
        }
    }

    /** The gradient of the adapter's values from that of the weights that they were added to. */
    FlatVector gradient(FlatVector ofWeights, PtNDManager owner) {
        FlatVector gradient = new FlatVector(owner, threads, Precision.FLOAT32, layout.size());
        try (TorchArguments arguments = new TorchArguments()) {
            arguments
                    .tensor(ofWeights.tensor())
                    .tensor(values.tensor())
                    .tensor(gradient.tensor())
                    .tensor(cuts)
                    .real(scale);
            TorchRuntime.instance().run(threads, "adapter_gradient", arguments);
        }
        return gradient;
    }
}
