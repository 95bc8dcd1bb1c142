package org.waggle.executor.score;

import java.io.Serializable;
import java.util.List;
import java.util.SortedMap;
import org.waggle.common.data.Group;
import org.waggle.common.data.ScoredGroup;
import org.waggle.common.data.Scores;
import org.waggle.common.spi.Composer;
import org.waggle.common.spi.StepContext;
import org.waggle.executor.guard.Guarded;

/**
 * Scores groups: every reward channel, then the composed reward.
 *
 * @param channels asks the channels
 * @param composer makes one reward of them
 */
public record ScoreWorker(ChannelWorker channels, Guarded<Composer> composer) implements Serializable {
    /** The groups with their rewards, in their order. */
    public List<ScoredGroup> score(List<Group> groups) {
        return groups.stream().map(this::score).toList();
    }

    /**
     * Groups of several nodes with their rewards, in their order.
     *
     * @param workers how each node's groups are judged, [nodes]
     */
    public static List<ScoredGroup> score(List<ScoreWorker> workers, List<Group> groups) {
        return groups.stream()
                .map(group -> workers.get(group.id().node()).score(group))
                .toList();
    }

    /** A group with its rewards. */
    public ScoredGroup score(Group group) {
        Judged judged = channels.judge(group);
        ScoredGroup marked = judged.marked();
        int[] places = judged.places();
        double[] composed = places.length == 0 ? new double[0] : composed(marked.at(places));
        for (int i = 0; i < places.length; i++) {
            marked.rewards()[places[i]] = composed[i];
        }
        return marked;
    }

    private double[] composed(ScoredGroup judged) {
        Group group = judged.group();
        SortedMap<String, Scores> said = judged.channels();
        StepContext context = channels.context(group, channels.context().seed().at("compose"));
        return composer.ask(
                        ChannelWorker.about(group),
                        it -> ChannelWorker.checked(composer, group, Scores.of(it.compose(group, said, context))))
                .values();
    }
}
