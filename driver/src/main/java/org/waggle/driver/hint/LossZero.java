package org.waggle.driver.hint;

import java.util.Optional;

/**
 * Loss and gradient are exactly 0, so no weight moves. A loss of 0 alone says nothing: with advantages that sum to 0
 * and ratios of 1 it is 0 while the gradient is not. Equal rewards are left to {@link EqualRewards}.
 */
record LossZero() implements Hint {
    @Override
    public Optional<String> seenIn(Recent recent) {
        boolean still = recent.nowIs("loss", loss -> loss == 0)
                && recent.now("grad_norm").orElse(0) == 0
                && !recent.nowIs("frac_reward_zero_std", share -> share >= 1);
        if (!still) {
            return Optional.empty();
        }
        return Optional.of(
                recent.nowIs("selected_ratio", share -> share == 0)
                        ? "loss is 0, no sample was selected: nothing is trained on; loosen the phase's selector"
                        : "loss is 0, so is the gradient: nothing is learned; look at advantage, objective and loss mask");
    }
}
