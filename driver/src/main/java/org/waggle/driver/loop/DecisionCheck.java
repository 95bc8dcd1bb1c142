package org.waggle.driver.loop;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.waggle.common.data.GroupId;
import org.waggle.common.data.GroupSummary;
import org.waggle.common.data.Pick;
import org.waggle.common.data.SampleSummary;
import org.waggle.common.spi.Allocator.Allotment;
import org.waggle.executor.guard.Guarded;

/** Checks what allocators and selectors decide, so that what they get wrong is told by their name. */
final class DecisionCheck {
    private DecisionCheck() {}

    /** Allotments for problems of the step, each at most once in a round. */
    static List<Allotment> allotments(Guarded<?> allocator, int problems, List<Allotment> round, String about) {
        for (Allotment each : round) {
            allocator.check(
                    each.problem() >= 0 && each.problem() < problems,
                    "problem " + each.problem(),
                    "must be from 0 to " + (problems - 1),
                    about);
            allocator.check(
                    each.samples() >= 1,
                    each.samples() + " samples",
                    "must be >= 1",
                    about + ", problem " + each.problem());
        }
        long distinct = round.stream().map(Allotment::problem).distinct().count();
        allocator.check(distinct == round.size(), round, "must name a problem once a round", about);
        return List.copyOf(round);
    }

    /** Picks of samples that were drawn. */
    static List<Pick> picks(Guarded<?> selector, List<GroupSummary> batch, List<Pick> picks, String about) {
        Map<GroupId, GroupSummary> groups =
                batch.stream().collect(Collectors.toMap(GroupSummary::id, Function.identity()));
        for (Pick pick : picks) {
            GroupSummary group = groups.get(pick.group());
            selector.check(group != null, "group " + pick.group(), "must be one of the batch", about);
            if (group != null) {
                check(selector, group, pick);
            }
        }
        return List.copyOf(picks);
    }

    private static void check(Guarded<?> selector, GroupSummary group, Pick pick) {
        String about = "group " + group.id();
        Set<Integer> drawn = group.samples().stream().map(SampleSummary::sample).collect(Collectors.toSet());
        selector.check(
                pick.samples().length > 0 && Arrays.stream(pick.samples()).allMatch(drawn::contains),
                "samples " + Arrays.toString(pick.samples()),
                "must be some of " + drawn,
                about);
        selector.check(Double.isFinite(pick.weight()), "weight " + pick.weight(), "must be finite", about);
        selector.check(Double.isFinite(pick.label()), "label " + pick.label(), "must be finite", about);
    }
}
