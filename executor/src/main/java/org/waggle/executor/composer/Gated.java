package org.waggle.executor.composer;

import java.util.Collection;
import java.util.SortedMap;
import java.util.TreeSet;
import org.waggle.common.data.Doc;
import org.waggle.common.data.Group;
import org.waggle.common.data.Scores;
import org.waggle.common.failure.Check;
import org.waggle.common.failure.RunException;
import org.waggle.common.spi.Composer;
import org.waggle.common.spi.StepContext;

/** What another composer makes of the channels where one channel reaches a threshold, and a fixed reward where not. */
@Doc("Lets the other channels count only where one channel is at least a threshold.")
public record Gated(
        @Doc("The channel that decides.") String channel,

        @Doc("The gate is open where the channel is at least this.")
        double threshold,

        @Doc("Reward where the gate is closed.") double otherwise,
        @Doc("Makes the reward where the gate is open.") Composer composer)
        implements Composer {
    /** Checks the numbers. */
    public Gated {
        Check.that(Double.isFinite(threshold), "threshold", threshold, "must be finite");
        Check.that(Double.isFinite(otherwise), "otherwise", otherwise, "must be finite");
    }

    @Override
    public double[] compose(Group group, SortedMap<String, Scores> channels, StepContext context) {
        Scores gate = channels.get(channel);
        if (gate == null) {
            throw RunException.input("Invalid channel: %s (must be one of %s)", channel, channels.keySet());
        }
        double[] rewards = composer.compose(group, channels, context);
        for (int i = 0; i < rewards.length; i++) {
            if (gate.values()[i] < threshold) {
                rewards[i] = otherwise;
            }
        }
        return rewards;
    }

    @Override
    public String objection(Collection<String> channels) {
        return channels.contains(channel)
                ? composer.objection(channels)
                : "channel %s (must be one of the rewards %s)".formatted(channel, new TreeSet<>(channels));
    }
}
