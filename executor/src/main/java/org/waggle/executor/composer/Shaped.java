package org.waggle.executor.composer;

import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.waggle.common.data.Doc;
import org.waggle.common.data.Group;
import org.waggle.common.data.Scores;
import org.waggle.common.failure.Check;
import org.waggle.common.spi.Composer;
import org.waggle.common.spi.StepContext;

/** Another composer over channels that are scaled, shifted, clipped or divided by length before. */
@Doc("Shapes channels before another composer sees them; table and metrics keep what the rewards said.")
public record Shaped(
        @Doc("How channels are shaped, by name; those that are not named stay as they are.")
        Map<String, Shaping> channels,

        @Doc("Makes the reward of the shaped channels.") Composer composer)
        implements Composer {
    /** Sorts the channels. */
    public Shaped {
        Check.that(!channels.isEmpty(), "channels", channels, "must name at least one reward channel");
        channels = Collections.unmodifiableMap(new TreeMap<>(channels));
    }

    @Override
    public double[] compose(Group group, SortedMap<String, Scores> said, StepContext context) {
        SortedMap<String, Scores> shaped = new TreeMap<>(said);
        channels.forEach((name, shaping) -> shaped.computeIfPresent(name, (key, scores) -> of(scores, shaping, group)));
        return composer.compose(group, shaped, context);
    }

    private static Scores of(Scores scores, Shaping shaping, Group group) {
        double[] values = scores.values().clone();
        for (int i = 0; i < values.length; i++) {
            values[i] = shaping.of(values[i], group.completions().get(i).length());
        }
        return new Scores(values, scores.steps());
    }

    @Override
    public String objection(Collection<String> rewards) {
        return rewards.containsAll(channels.keySet())
                ? composer.objection(rewards)
                : "channels %s (must be among the rewards %s)".formatted(channels.keySet(), new TreeSet<>(rewards));
    }
}
