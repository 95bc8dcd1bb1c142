package org.waggle.driver.hint;

import java.util.Optional;

/** No group has two different rewards, so no completion is better than its siblings. */
record EqualRewards() implements Hint {
    @Override
    public Optional<String> seenIn(Recent recent) {
        return recent.nowIs("frac_reward_zero_std", share -> share >= 1)
                ? Optional.of("every group has equal rewards: nothing to learn from; make the task easier or harder,"
                        + " or raise group-size")
                : Optional.empty();
    }
}
