package org.waggle.common.recipe;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.waggle.common.data.Doc;
import org.waggle.common.failure.Check;
import org.waggle.common.spi.Component;

/** What of a model is trained: all of its weights, or something small that is added to them. */
public sealed interface AdapterRecipe extends Component {
    /** All weights. */
    @Doc("No adapter: all weights are trained.")
    record None() implements AdapterRecipe {}

    /**
     * A low-rank adapter (LoRA, arXiv:2106.09685): each target matrix W is used as W + alpha / rank × B A, where A has
     * {@code rank} rows and B as many columns.
     */
    @Doc("A low-rank adapter (LoRA), which is trained alone: alpha / rank × B A is added to each target matrix.")
    record Lora(
            @Doc("Rows of A and columns of B, at least 1.") int rank,

            @Doc("What the product is multiplied by, before it is divided by the rank; > 0.")
            double alpha,

            @Doc("The matrices that are adapted, among q_proj, k_proj, v_proj, o_proj, gate_proj, up_proj, down_proj.")
            List<String> targets)
            implements AdapterRecipe {
        private static final Set<String> KNOWN =
                Set.of("q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj");

        /** Checks every range. */
        public Lora {
            Check.that(rank >= 1, "rank", rank, "must be >= 1");
            Check.that(alpha > 0 && Double.isFinite(alpha), "alpha", alpha, "must be > 0");
            Check.that(!targets.isEmpty(), "targets", targets, "must name at least one matrix");
            for (String target : targets) {
                Check.that(KNOWN.contains(target), "targets", target, "must be among " + new TreeSet<>(KNOWN));
            }
            targets = List.copyOf(new TreeSet<>(targets));
        }

        /** What the product B A is multiplied by. */
        public double scale() {
            return alpha / rank;
        }
    }
}
