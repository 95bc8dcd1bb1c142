package org.waggle.executor.score;

import java.io.Serializable;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.waggle.common.data.Completion;
import org.waggle.common.data.Group;
import org.waggle.common.data.Scores;
import org.waggle.common.data.Seed;
import org.waggle.common.failure.FailureKind;
import org.waggle.common.failure.RunException;
import org.waggle.common.recipe.FailedReward;
import org.waggle.common.spi.Reward;
import org.waggle.common.spi.StepContext;
import org.waggle.executor.guard.Guarded;

/**
 * Asks every reward channel. What a channel does wrong is reported by its name and the completion, and never counts as
 * a score.
 *
 * @param rewards channels by name
 * @param timeoutSeconds seconds that one channel may take for one group
 * @param whenFailed what becomes of a completion that a channel fails on
 * @param context the step, with the seed that all channels' seeds come from
 */
public record ChannelWorker(
        SortedMap<String, Reward> rewards, int timeoutSeconds, FailedReward whenFailed, StepContext context)
        implements Serializable {
    private static final int SHOWN = 40;

    /** Channels of which one that fails stops whoever asks. */
    public ChannelWorker(SortedMap<String, Reward> rewards, int timeoutSeconds, StepContext context) {
        this(rewards, timeoutSeconds, FailedReward.STOP, context);
    }

    /** What each channel says of a group. */
    Judged judge(Group group) {
        SortedMap<String, Scores> channels = new TreeMap<>();
        SortedMap<Integer, String> failures = new TreeMap<>();
        rewards.forEach((name, reward) -> {
            StepContext own = context(group, context.seed().at("reward").at(name));
            Channel channel = new Channel(new Guarded<>("reward " + name, reward, timeoutSeconds), own);
            channels.put(name, scores(channel, group, failures));
        });
        return new Judged(group, channels, failures);
    }

    /** All at once; where that fails, each alone, to find out which. */
    private Scores scores(Channel channel, Group group, SortedMap<Integer, String> failures) {
        try {
            return channel.scores(group);
        } catch (RunException e) {
            if (group.size() > 1 && e.kind() == FailureKind.INPUT && channel.judgesAlone()) {
                return alone(channel, group, failures);
            }
            return missing(e, group, 0, failures);
        }
    }

    private Scores alone(Channel channel, Group group, SortedMap<Integer, String> failures) {
        Scores all = Scores.of();
        for (int place = 0; place < group.size(); place++) {
            Group one = group.with(List.of(group.completions().get(place)));
            Scores scores;
            try {
                scores = channel.scores(one);
            } catch (RunException e) {
                scores = missing(e, one, place, failures);
            }
            all = all.followedBy(scores);
        }
        return all;
    }

    /** What stands for the scores of completions that a channel failed on, if the run may go on. */
    private Scores missing(RunException failure, Group of, int from, SortedMap<Integer, String> failures) {
        if (whenFailed == FailedReward.STOP || failure.kind() != FailureKind.INPUT) {
            throw failure;
        }
        double[] nothing = new double[of.size()];
        for (int i = 0; i < nothing.length; i++) {
            nothing[i] = Double.NaN;
            failures.putIfAbsent(from + i, String.valueOf(failure.getMessage()));
        }
        return Scores.of(nothing);
    }

    /** A group as messages name it; one of a single completion with its first words. */
    static String about(Group group) {
        String about =
                "group %s, problem %s".formatted(group.id(), group.problem().id());
        return group.size() == 1 ? about + about(group.completions().get(0)) : about;
    }

    private static String about(Completion completion) {
        String text = completion.text().strip().replaceAll("\\s+", " ");
        String shown = text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
        return ", sample %d '%s'".formatted(completion.sample(), shown);
    }

    /** The step, with a group's seed below a component's. */
    StepContext context(Group group, Seed component) {
        return context.with(group.id().under(component));
    }

    /** The scores, if there is a finite one for each completion. */
    static Scores checked(Guarded<?> judge, Group group, Scores scores) {
        judge.check(
                scores.values().length == group.size(),
                scores.values().length + " scores for " + group.size() + " completions",
                "must be one for each",
                about(group));
        for (int i = 0; i < group.size(); i++) {
            judge.check(
                    Double.isFinite(scores.values()[i]),
                    scores.values()[i],
                    "must be finite",
                    about(group.with(List.of(group.completions().get(i)))));
        }
        return scores;
    }

    private record Channel(Guarded<Reward> reward, StepContext context) {
        boolean judgesAlone() {
            return reward.component().judgesAlone();
        }

        Scores scores(Group group) {
            return reward.ask(about(group), it -> checked(reward, group, said(it, group)));
        }

        /** A message of the reward's own doesn't know what it was asked about. */
        private Scores said(Reward asked, Group group) {
            try {
                return asked.score(group, context);
            } catch (RunException e) {
                throw new RunException(
                        e.kind(), "%s (%s; %s)".formatted(e.getMessage(), reward.name(), about(group)), e);
            }
        }
    }
}
