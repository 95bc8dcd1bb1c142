package org.waggle.executor.score;

import java.io.Serializable;
import java.util.List;
import java.util.SortedMap;
import org.waggle.common.data.Group;
import org.waggle.common.data.ScoredGroup;
import org.waggle.common.data.Scores;
import org.waggle.common.data.Seed;
import org.waggle.common.spi.Composer;

/**
 * Scores groups: every reward channel, then the composed reward.
 *
 * @param channels asks the channels
 * @param composer makes one reward of them
 */
public record ScoreWorker(ChannelWorker channels, Composer composer) implements Serializable {
    /** The groups with their rewards, in their order. */
    public List<ScoredGroup> score(List<Group> groups) {
        try (TimeLimit limit = channels.limit()) {
            return groups.stream().map(group -> score(group, limit)).toList();
        }
    }

    private ScoredGroup score(Group group, TimeLimit limit) {
        SortedMap<String, Scores> said = channels.score(group, limit);
        Seed seed = channels.context().seed().at("compose");
        double[] composed = composer.compose(group, said, channels.context(group, seed));
        return new ScoredGroup(
                group,
                said,
                ChannelWorker.checked("composed", group, Scores.of(composed)).values());
    }
}
