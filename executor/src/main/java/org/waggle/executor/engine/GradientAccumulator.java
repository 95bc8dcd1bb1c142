package org.waggle.executor.engine;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import java.nio.FloatBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.waggle.common.failure.FailureKind;
import org.waggle.common.failure.RunException;

/**
 * The sum of gradients of a policy's parameters over batches, one flat float32 vector laid out as the
 * {@link ParameterLayout}, or as the {@link AdapterLayout} where an adapter is trained. Of one thread at a time;
 * several accumulators of one policy may work side by side.
 */
public final class GradientAccumulator implements AutoCloseable {
    private final DecoderPolicy policy;
    private final PtNDManager manager;
    private final GradientMemory.Sum sum;
    private final NDList views;
    private @Nullable FlatVector ofAdapter;

    /** A sum of zero. */
    public GradientAccumulator(DecoderPolicy policy) {
        this.policy = policy;
        this.manager = policy.scope();
        this.sum = GradientMemory.take(policy.settings(), policy.layout().size());
        this.views = new NDList(policy.views("views", sum.values(), manager).toArray(new PtNDArray[0]));
        views.forEach(view -> view.setName("d[]"));
    }

    /**
     * Adds the gradient of a loss over a batch: one forward pass, the loss's derivatives, one backward pass.
     *
     * @param temperature divides the logits, above 0
     * @param loss called once with the scores of the batch's tokens
     * @return the scores that the loss saw
     */
    public TokenScores add(TokenBatch batch, double temperature, TokenLoss loss) {
        ofAdapter = null;
        try (PtNDManager scope = policy.scope()) {
            NDList tokens = policy.tokens(batch, scope);
            NDList settings = new NDList(policy.frequencies(), policy.numbers(), policy.reals(scope, temperature));
            PtNDArray out = Tensors.empty(scope, DataType.FLOAT32, 2, batch.scored());
            NDList inputs = new NDList(tokens).addAll(policy.parameters()).addAll(settings);
            List<PtNDArray> kept = forward(new NDList(inputs).addAll(new NDList(out)), scope);
            kept.forEach(tensor -> tensor.setName("kept[]"));
            TokenScores scores = DecoderPolicy.scores(out);
            PtNDArray derivatives = derivatives(scope, loss.at(scores), batch.scored());
            backward(new NDList(kept.toArray(PtNDArray[]::new)), tokens, derivatives, settings, scope);
            return scores;
        }
    }

    private List<PtNDArray> forward(NDList inputs, PtNDManager scope) {
        return switch (policy.settings().activations()) {
            case KEPT -> policy.withGradients("forward_pass", inputs, scope);
            case RECOMPUTED -> policy.withoutGradients("forward_pass", inputs, scope);
        };
    }

    private void backward(NDList kept, NDList tokens, PtNDArray derivatives, NDList settings, PtNDManager scope) {
        NDList inputs = new NDList(kept).addAll(tokens).addAll(new NDList(derivatives));
        inputs.addAll(policy.parameters()).addAll(views).addAll(settings);
        policy.withGradients("backward_pass", inputs, scope);
    }

    /**
     * The sum from {@code from} to {@code to}, exclusive, of the adapter's gradient where one is trained; on the CPU
     * without a copy. It lives no longer than the accumulator and isn't to be changed; the first call after a sum needs
     * the policy.
     */
    public FloatBuffer slice(long from, long to) {
        Adapter adapter = policy.adapter();
        if (adapter == null) {
            return sum.values().slice(from, to);
        }
        FlatVector gradient = ofAdapter == null ? adapter.gradient(sum.values(), manager) : ofAdapter;
        ofAdapter = gradient;
        return gradient.slice(from, to);
    }

    /** Sets the sum back to zero. */
    public void reset() {
        ofAdapter = null;
        sum.values().zero();
    }

    @Override
    public void close() {
        if (manager.isOpen()) {
            manager.close();
            GradientMemory.giveBack(sum);
        }
    }

    private static PtNDArray derivatives(PtNDManager scope, TokenDerivatives derivatives, int scored) {
        if (derivatives.logp().length != scored || derivatives.entropy().length != scored) {
            throw new RunException(
                    FailureKind.INTERNAL,
                    "Invalid derivatives of the loss: %d and %d (must be one for each of %d tokens)"
                            .formatted(derivatives.logp().length, derivatives.entropy().length, scored));
        }
        PtNDArray tensor = Tensors.empty(scope, DataType.FLOAT32, 2, scored);
        Tensors.floats(tensor).put(derivatives.logp()).put(derivatives.entropy());
        return tensor;
    }
}
