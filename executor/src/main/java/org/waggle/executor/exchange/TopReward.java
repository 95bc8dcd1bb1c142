package org.waggle.executor.exchange;

import java.util.Comparator;
import java.util.List;
import java.util.stream.DoubleStream;
import org.waggle.common.data.Doc;
import org.waggle.common.data.GroupSummary;
import org.waggle.common.spi.Draw;

/**
 * The rule of genrl v0.1.4, the code released with SAPO: the groups with the largest sum of rewards, those with none
 * left out. Unlike there, the cut is made on the sorted list, ties keep the seeded order, and if no group has a reward
 * none is taken.
 */
@Doc(
        "The groups with the largest sums of rewards, those whose sum is 0 left out: the rule of SAPO's released code. Looks at every group that is offered, whatever the limit.")
public record TopReward() implements Draw {
    @Override
    public List<GroupSummary> taken(List<GroupSummary> examined, int external) {
        return examined.stream()
                .filter(group -> sum(group) != 0)
                .sorted(Comparator.comparingDouble(group -> -sum(group)))
                .limit(external)
                .toList();
    }

    @Override
    public boolean looksAtAll() {
        return true;
    }

    private static double sum(GroupSummary group) {
        return DoubleStream.of(group.rewards()).sum();
    }
}
