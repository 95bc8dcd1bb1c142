package org.waggle.executor.engine;

import ai.djl.pytorch.jni.IValue;
import org.jspecify.annotations.Nullable;

/**
 * A policy's weights as decoding takes them: the same values, the matrices reordered as this processor multiplies few
 * rows fastest. A second copy in memory, so it is made when a session opens and freed when the last one closes.
 */
final class DecodingWeights {
    private final DecoderPolicy policy;
    private @Nullable IValue list;
    private int sessions;

    DecodingWeights(DecoderPolicy policy) {
        this.policy = policy;
    }

    /** The weights, which stay until released as often as they were acquired. */
    synchronized IValue acquire() {
        boolean reorders =
                policy.settings().gpu().isEmpty() && TorchRuntime.instance().reorders();
        IValue held = list == null ? weights(reorders) : list;
        list = held;
        sessions++;
        return held;
    }

    synchronized void release() {
        sessions--;
        if (sessions == 0 && list != null) {
            list.close();
            list = null;
        }
    }

    /** The weights without a second copy; the caller closes the list. */
    IValue asTheyAre() {
        return weights(false);
    }

    private IValue weights(boolean reorder) {
        try (TorchArguments arguments = new TorchArguments()) {
            arguments.shared(policy.parameterList()).tensor(policy.numbers()).flag(reorder);
            return policy.decodedValue("decoding", arguments);
        }
    }
}
