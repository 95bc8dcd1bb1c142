package org.waggle.executor.score;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.IntStream;
import org.waggle.common.data.Completion;
import org.waggle.common.data.Group;
import org.waggle.common.data.ScoredGroup;
import org.waggle.common.data.Scores;

/**
 * What the channels said of a group.
 *
 * @param group the group
 * @param channels scores by channel; NaN where the channel failed
 * @param failures why a channel failed, by the completion's place from 0; empty unless such completions are dropped
 */
record Judged(Group group, SortedMap<String, Scores> channels, SortedMap<Integer, String> failures) {
    /** Places of the completions that every channel has judged. */
    int[] places() {
        return IntStream.range(0, group.size())
                .filter(place -> !failures.containsKey(place))
                .toArray();
    }

    /** The group, not composed yet; completions that were not judged say why. */
    ScoredGroup marked() {
        List<Completion> completions = new ArrayList<>(group.completions());
        failures.forEach(
                (place, why) -> completions.set(place, completions.get(place).with(ScoredGroup.FAILURE, why)));
        return ScoredGroup.uncomposed(failures.isEmpty() ? group : group.with(completions), channels);
    }
}
