package org.waggle.executor.selector;

import java.util.Comparator;
import java.util.List;
import org.waggle.common.data.Doc;
import org.waggle.common.data.GroupSummary;
import org.waggle.common.data.Pick;
import org.waggle.common.data.SampleSummary;
import org.waggle.common.failure.Check;
import org.waggle.common.spi.GroupSelector;

/**
 * A pair from each group for objectives that compare: the completion with the highest reward, and the one with the
 * lowest; the first of equals. None where the two are too close. Paper: the pairing of iterative DPO, as in
 * Self-Rewarding Language Models (arXiv:2401.10020, section 2.4), which skips pairs of equal reward.
 */
@Doc("Pairs the best completion of each group with the worst, for objectives that compare pairs.")
public record BestAndWorst(
        @Doc("Smallest difference of their rewards, > 0: a group with less is skipped.")
        double minGap) implements GroupSelector {
    private static final Comparator<SampleSummary> BY_REWARD = Comparator.comparingDouble(SampleSummary::reward);
    private static final Comparator<SampleSummary> BY_SAMPLE = Comparator.comparingInt(SampleSummary::sample);

    /** Checks the gap. */
    public BestAndWorst {
        Check.that(
                minGap > 0 && Double.isFinite(minGap),
                "min-gap",
                minGap,
                "must be > 0: completions of equal reward prefer nothing");
    }

    @Override
    public boolean picksPairs() {
        return true;
    }

    @Override
    public List<Pick> select(GroupSummary group) {
        if (group.samples().isEmpty()) {
            return List.of();
        }
        SampleSummary best = group.samples().stream()
                .min(BY_REWARD.reversed().thenComparing(BY_SAMPLE))
                .orElseThrow();
        SampleSummary worst =
                group.samples().stream().min(BY_REWARD.thenComparing(BY_SAMPLE)).orElseThrow();
        return best.reward() - worst.reward() >= minGap
                ? List.of(new Pick(group.id(), new int[] {best.sample(), worst.sample()}, 1, 1))
                : List.of();
    }
}
