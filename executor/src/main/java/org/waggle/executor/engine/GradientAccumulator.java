package org.waggle.executor.engine;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import java.util.List;
import org.waggle.common.failure.FailureKind;
import org.waggle.common.failure.RunException;

/**
 * The sum of gradients of a policy's parameters over batches, one flat float32 vector laid out as the
 * {@link ParameterLayout}. Of one thread at a time; several accumulators of one policy may work side by side.
 */
public final class GradientAccumulator implements AutoCloseable {
    private final DecoderPolicy policy;
    private final PtNDManager manager;
    private final FlatVector sum;
    private final NDList views;

    /** A sum of zero. */
    public GradientAccumulator(DecoderPolicy policy) {
        this.policy = policy;
        this.manager = policy.scope();
        this.sum = new FlatVector(
                manager, policy.settings().threads(), policy.layout().size());
        this.views = new NDList(policy.views("views", sum, manager).toArray(new PtNDArray[0]));
        views.forEach(view -> view.setName("d[]"));
        sum.zero();
    }

    /**
     * Adds the gradient of a loss over a batch: one forward pass, the loss's derivatives, one backward pass.
     *
     * @param temperature divides the logits, above 0
     * @param loss called once with the scores of the batch's tokens
     * @return the scores that the loss saw
     */
    public TokenScores add(TokenBatch batch, double temperature, TokenLoss loss) {
        try (PtNDManager scope = policy.scope()) {
            PtNDArray selected = Tensors.longs(scope, batch.selection(), 2, batch.scored());
            PtNDArray reals = policy.reals(scope, temperature);
            PtNDArray out = Tensors.empty(scope, DataType.FLOAT32, 2, batch.scored());
            NDList inputs = new NDList(Tensors.longs(scope, batch.ids(), batch.rows(), batch.length()), selected);
            inputs.addAll(policy.parameters());
            inputs.addAll(new NDList(policy.frequencies(), policy.numbers(), reals, out));
            List<PtNDArray> hidden = policy.withGradients("forward_pass", inputs, scope);
            TokenScores scores = DecoderPolicy.scores(out);
            PtNDArray derivatives = derivatives(scope, loss.at(scores), batch.scored());
            NDList back = new NDList(hidden.get(0), hidden.get(1), selected, derivatives);
            back.addAll(policy.parameters());
            back.addAll(views);
            back.addAll(new NDList(policy.numbers(), reals));
            policy.withGradients("backward_pass", back, scope);
            return scores;
        }
    }

    /** Little-endian float32 values of the sum from {@code from} to {@code to}, exclusive. */
    public byte[] slice(long from, long to) {
        return sum.slice(from, to);
    }

    /** Sets the sum back to zero. */
    public void reset() {
        sum.zero();
    }

    @Override
    public void close() {
        manager.close();
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
