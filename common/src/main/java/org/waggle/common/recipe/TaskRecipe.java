package org.waggle.common.recipe;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.waggle.common.data.Doc;
import org.waggle.common.failure.Check;
import org.waggle.common.spi.Reward;
import org.waggle.common.spi.Task;

/** The part of a recipe that says what a model is measured on, by itself: what {@code waggle evaluate} takes. */
@Doc("A task with the reward channels that judge it.")
public record TaskRecipe(
        @Doc("Where problems come from.") Task task,

        @Doc("Reward channels by name; each judges every completion.")
        Map<String, Reward> rewards) {
    /** Sorts the channels. */
    public TaskRecipe {
        Check.that(!rewards.isEmpty(), "rewards", "{}", "must name at least one reward channel");
        rewards = new TreeMap<>(rewards);
    }

    /** The same channels for another task. */
    public TaskRecipe with(Task other) {
        return new TaskRecipe(other, rewards);
    }

    /** The channels in the order of their names. */
    public SortedMap<String, Reward> channels() {
        return new TreeMap<>(rewards);
    }
}
