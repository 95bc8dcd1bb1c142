package org.waggle.driver.hint;

import java.util.Optional;

/**
 * No completion has been rewarded for a while.
 *
 * @param steps steps in a row, &gt;= 1
 */
record RewardZero(int steps) implements Hint {
    @Override
    public Optional<String> seenIn(Recent recent) {
        return recent.heldFor(steps, "reward/mean", reward -> reward == 0)
                        && recent.now("reward/std").orElse(0) == 0
                ? Optional.of(("no completion was rewarded for %d steps: the task is too hard as it is, or the reward"
                                + " doesn't find the answers; read the samples, try a longer warm-up or easier problems")
                        .formatted(steps))
                : Optional.empty();
    }
}
