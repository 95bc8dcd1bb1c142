package org.waggle.executor.exchange;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.waggle.common.data.Group;
import org.waggle.common.data.GroupId;
import org.waggle.common.data.GroupSummary;
import org.waggle.common.data.RejectedException;
import org.waggle.common.data.Rejection;
import org.waggle.common.data.SamplingSettings;
import org.waggle.common.data.ScoredGroup;
import org.waggle.common.data.SharedGroup;
import org.waggle.common.failure.FailureKind;
import org.waggle.common.failure.RunException;
import org.waggle.common.spi.Draw;
import org.waggle.executor.guard.Guarded;
import org.waggle.executor.policy.ModelSpec;
import org.waggle.executor.policy.TokenizerCache;
import org.waggle.executor.score.ScoreWorker;
import org.waggle.executor.tokenizer.Prompts;

/**
 * What one node takes of the groups that it is offered, looked at one by one until it has enough. Rewards of the sender
 * don't count: there are none.
 *
 * @param judge the node's own rewards
 * @param draw which groups are taken
 * @param external number of groups wanted
 * @param settings how the node samples
 * @param first name of the first external group; the others count on from its ordinal
 */
public record ExchangeWorker(
        ScoreWorker judge, Guarded<Draw> draw, int external, SamplingSettings settings, GroupId first)
        implements Serializable {
    /**
     * What came of it.
     *
     * @param taken groups to train on, judged; what the node's policy says of them isn't known yet
     * @param places places of those among what was looked at
     * @param examined number of groups looked at
     * @param rejected those of them that can't be trained on, by their place
     */
    public record Examined(
            List<ScoredGroup> taken, List<Integer> places, int examined, SortedMap<Integer, Rejection> rejected) {}

    /** Looks at offers, in their order. */
    public Examined examine(ModelSpec model, List<SharedGroup> offers) {
        Prompts prompts = TokenizerCache.prompts(model);
        Arriving arriving = new Arriving(model, settings);
        SortedMap<Integer, Rejection> rejected = new TreeMap<>();
        List<ScoredGroup> scored = new ArrayList<>();
        int examined = 0;
        while (examined < offers.size() && !hasEnough(scored)) {
            GroupId id = new GroupId(first.step(), first.node(), first.ordinal() + examined);
            try {
                scored.add(judged(arriving.group(prompts, id, offers.get(examined))));
            } catch (RejectedException e) {
                rejected.put(examined, e.reason());
            }
            examined++;
        }
        List<ScoredGroup> taken = taken(scored);
        return new Examined(taken, places(taken), examined, rejected);
    }

    /** A reward that fails on what a stranger says must not end the run, whatever is done about own completions. */
    private ScoredGroup judged(Group group) throws RejectedException {
        try {
            return judge.score(group);
        } catch (RunException e) {
            if (e.kind() != FailureKind.INPUT) {
                throw e;
            }
            throw new RejectedException(Rejection.UNJUDGED, String.valueOf(e.getMessage()));
        }
    }

    private List<Integer> places(List<ScoredGroup> taken) {
        return taken.stream()
                .map(group -> group.group().id().ordinal() - first.ordinal())
                .toList();
    }

    private boolean hasEnough(List<ScoredGroup> scored) {
        return !draw.component().looksAtAll() && taken(scored).size() >= external;
    }

    private List<ScoredGroup> taken(List<ScoredGroup> scored) {
        List<GroupSummary> summaries = scored.stream()
                .map(ScoredGroup::summary)
                .filter(summary -> !summary.samples().isEmpty())
                .toList();
        List<GroupSummary> taken = draw.askPatiently("groups of others", it -> it.taken(summaries, external));
        Set<GroupId> ids = new HashSet<>();
        taken.forEach(summary -> ids.add(summary.id()));
        draw.check(
                ids.size() == taken.size() && taken.size() <= external && summaries.containsAll(taken),
                ids,
                "must be at most %d of those examined".formatted(external),
                "groups of others");
        return scored.stream().filter(group -> ids.contains(group.group().id())).toList();
    }
}
