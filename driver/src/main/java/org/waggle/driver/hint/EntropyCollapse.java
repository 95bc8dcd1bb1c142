package org.waggle.driver.hint;

import java.util.Optional;

/**
 * The policy of an RL phase has stopped to explore: its entropy is below {@code floor}, or has lost more than
 * {@code fall} of what it was at the phase's first step. A policy that solves its task is sure of itself too, so
 * nothing is said while the newest accuracy, or the mean reward, is at least {@code solved}.
 *
 * @param floor entropy in nats per token
 * @param fall share of the first entropy, in (0, 1)
 * @param solved accuracy or reward that counts as solved
 */
record EntropyCollapse(double floor, double fall, double solved) implements Hint {
    @Override
    public Optional<String> seenIn(Recent recent) {
        if (recent.now("reward/mean").isEmpty()
                || recent.nowIs("reward/mean", reward -> reward >= solved)
                || recent.newestAccuracy() >= solved) {
            return Optional.empty();
        }
        double first = recent.first("entropy").orElse(0);
        String remedy = "the samples become alike; lower the learning rate, add a KL penalty or raise the temperature";
        if (recent.nowIs("entropy", entropy -> entropy < floor)) {
            return Optional.of("entropy is near 0: " + remedy);
        }
        return recent.nowIs("entropy", entropy -> entropy < (1 - fall) * first)
                ? Optional.of("entropy has fallen by more than %.0f %% in this phase: ".formatted(100 * fall) + remedy)
                : Optional.empty();
    }
}
