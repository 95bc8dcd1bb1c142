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

    private ScoredGroup score(Group group) {
        SortedMap<String, Scores> said = channels.score(group);
        StepContext context = channels.context(group, channels.context().seed().at("compose"));
        Scores composed = composer.ask(
                ChannelWorker.about(group),
                it -> ChannelWorker.checked(composer, group, Scores.of(it.compose(group, said, context))));
        return new ScoredGroup(group, said, composed.values());
    }
}
