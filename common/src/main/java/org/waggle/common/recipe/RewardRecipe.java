package org.waggle.common.recipe;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.waggle.common.data.Doc;
import org.waggle.common.failure.Check;
import org.waggle.common.spi.Composer;
import org.waggle.common.spi.Reward;

/** The part of a recipe that judges completions, by itself: what {@code waggle reward} tries. */
@Doc("Reward channels and how they become one reward.")
public record RewardRecipe(
        @Doc("Reward channels by name; each judges every completion.")
        Map<String, Reward> rewards,

        @Doc("How the reward channels become one reward.") Composer composer) {
    /** Sorts the channels, and checks that the composer can do with them. */
    public RewardRecipe {
        Check.that(!rewards.isEmpty(), "rewards", "{}", "must name at least one reward channel");
        String objection = composer.objection(rewards.keySet());
        if (!objection.isEmpty()) {
            throw new IllegalArgumentException("Invalid composer: " + objection);
        }
        rewards = new TreeMap<>(rewards);
    }

    /** One channel that is the reward. */
    static RewardRecipe of(String channel, Reward reward) {
        return new RewardRecipe(
                Map.of(channel, reward),
                (group, channels, context) ->
                        channels.values().iterator().next().values());
    }

    /** The channels in the order of their names. */
    public SortedMap<String, Reward> channels() {
        return new TreeMap<>(rewards);
    }
}
