package org.waggle.driver.hint;

import java.util.List;
import java.util.Optional;

/**
 * The gradient's norm is not a number, or more than {@code factor} times the median of the phase's latest steps before.
 *
 * @param factor &gt; 1
 * @param least steps that must lie before, so that the median means something
 */
record GradientExplosion(double factor, int least) implements Hint {
    private static final String NAME = "grad_norm";

    @Override
    public Optional<String> seenIn(Recent recent) {
        if (recent.nowIs(NAME, norm -> !Double.isFinite(norm))) {
            return Optional.of("the gradient is not finite: the weights are lost after such an update; lower the"
                    + " learning rate, and look for rewards or advantages that are not finite");
        }
        List<Double> norms = recent.values(NAME);
        if (recent.now(NAME).isEmpty() || norms.size() <= least) {
            return Optional.empty();
        }
        double median = median(norms.subList(0, norms.size() - 1));
        return median > 0 && recent.nowIs(NAME, norm -> norm > factor * median)
                ? Optional.of(
                        ("the gradient's norm is more than %.0f times what it was: training may diverge; lower the"
                                        + " learning rate or clip-norm")
                                .formatted(factor))
                : Optional.empty();
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
