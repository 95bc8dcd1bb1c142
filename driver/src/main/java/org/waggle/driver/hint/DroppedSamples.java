package org.waggle.driver.hint;

import java.util.Optional;

/** A reward fails on completions, which are left out. */
record DroppedSamples() implements Hint {
    @Override
    public Optional<String> seenIn(Recent recent) {
        double dropped = recent.now("reward/dropped").orElse(0);
        return dropped > 0
                ? Optional.of(("a reward failed on %.0f completions, which are left out: the table says why;"
                                + " waggle rollouts RUN \"SELECT extra['reward_failure'] FROM rollouts WHERE isnan(reward)\"")
                        .formatted(dropped))
                : Optional.empty();
    }
}
