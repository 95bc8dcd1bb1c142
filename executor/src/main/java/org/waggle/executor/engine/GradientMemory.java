package org.waggle.executor.engine;

import ai.djl.pytorch.engine.PtNDManager;
import java.util.ArrayList;
import java.util.List;
import org.waggle.common.data.Precision;

/**
 * Vectors that gradients are summed in, kept on the CPU from one update to the next. Memory that the system hands out
 * is cleared page by page when it is touched, which takes as long as a sixth of a gradient.
 *
 * <p>Of one size at a time: what has another is given up when a vector is taken.
 */
public final class GradientMemory {
    private static final List<Sum> SPARE = new ArrayList<>();

    private GradientMemory() {}

    /** A vector and the owner of its memory. */
    record Sum(PtNDManager owner, FlatVector values, ComputeSettings settings, long size) {
        private static Sum of(ComputeSettings settings, long size) {
            PtNDManager owner = TorchRuntime.instance().manager(settings.device());
            return new Sum(owner, new FlatVector(owner, settings.threads(), Precision.FLOAT32, size), settings, size);
        }

        private boolean fits(ComputeSettings wanted, long length) {
            return settings.threads() == wanted.threads() && size == length;
        }
    }

    /** A vector of zeros, to be given back. */
    static Sum take(ComputeSettings settings, long size) {
        Sum sum = settings.gpu().isPresent() ? Sum.of(settings, size) : spare(settings, size);
        sum.values().zero();
        return sum;
    }

    private static synchronized Sum spare(ComputeSettings settings, long size) {
        if (!SPARE.isEmpty() && !SPARE.get(0).fits(settings, size)) {
            free();
        }
        return SPARE.isEmpty() ? Sum.of(settings, size) : SPARE.remove(SPARE.size() - 1);
    }

    static synchronized void giveBack(Sum sum) {
        if (sum.settings().gpu().isPresent()
                || !(SPARE.isEmpty() || SPARE.get(0).fits(sum.settings(), sum.size()))) {
            sum.owner().close();
        } else {
            SPARE.add(sum);
        }
    }

    /** Frees what no gradient uses. */
    public static synchronized void free() {
        SPARE.forEach(sum -> sum.owner().close());
        SPARE.clear();
    }
}
