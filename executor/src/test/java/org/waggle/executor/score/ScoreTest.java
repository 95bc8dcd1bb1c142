package org.waggle.executor.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.waggle.common.data.Group;
import org.waggle.common.data.GroupId;
import org.waggle.common.data.SamplingSettings;
import org.waggle.common.data.ScoredGroup;
import org.waggle.common.data.Scores;
import org.waggle.common.failure.RunException;
import org.waggle.common.spi.Composer;
import org.waggle.common.spi.Evaluator;
import org.waggle.common.spi.Reward;
import org.waggle.executor.Examples;
import org.waggle.executor.guard.Guarded;
import org.waggle.executor.score.EvaluationWorker.Measured;

class ScoreTest {
    private static final Group GROUP = Examples.group(Examples.PROBLEM, "2", "3");
    private static final Reward DRAWN = (group, context) -> Scores.of(group.completions().stream()
            .mapToDouble(completion -> context.seed().at(completion.sample()).uniform())
            .toArray());
    private static final Reward PROGRESS = (group, context) -> Scores.of(context.progress(), context.progress());
    private static final Composer DRAWN_SUM =
            (group, channels, context) -> new double[] {context.seed().uniform(), said(channels, "a")[1]};

    private static Group at(int step, int node, int ordinal) {
        return new Group(
                new GroupId(step, node, ordinal),
                GROUP.problem(),
                GROUP.promptTokens(),
                0,
                Examples.SAMPLING,
                GROUP.completions());
    }

    private static ChannelWorker channels(Map<String, Reward> rewards) {
        return new ChannelWorker(new TreeMap<>(rewards), 10, Examples.CONTEXT);
    }

    private static EvaluationWorker evaluation(Evaluator evaluator) {
        return new EvaluationWorker(
                new Guarded<>("evaluator held-out", evaluator, 10), channels(Map.of("a", PROGRESS)));
    }

    private static ScoredGroup scored(Group group, Map<String, Reward> rewards) {
        return new ScoreWorker(channels(rewards), new Guarded<>("composer", DRAWN_SUM, 10))
                .score(List.of(group))
                .get(0);
    }

    private static double[] said(SortedMap<String, Scores> channels, String name) {
        return Objects.requireNonNull(channels.get(name)).values();
    }

    private static double draw(Group group, String channel) {
        return said(scored(group, Map.of("a", DRAWN, "b", DRAWN)).channels(), channel)[0];
    }

    @Test
    void everyChannelAndGroupHasDrawsOfItsOwn() {
        assertThat(List.of(
                        draw(GROUP, "a"),
                        draw(GROUP, "b"),
                        draw(at(2, 0, 0), "a"),
                        draw(at(1, 1, 0), "a"),
                        draw(at(1, 0, 1), "a"),
                        scored(GROUP, Map.of("a", DRAWN)).rewards()[0]))
                .doesNotHaveDuplicates();
    }

    @Test
    void aRetryDrawsTheSame() {
        assertThat(draw(at(1, 0, 0), "a")).isEqualTo(draw(GROUP, "a"));
    }

    @Test
    void rewardsAreToldHowFarThePhaseIs() {
        // The second of five steps: a fifth is over.
        assertThat(scored(GROUP, Map.of("a", PROGRESS)).rewards()[1]).isEqualTo(0.2);
    }

    @Test
    void evaluatorsSeeTextsAndChannelsAndNoReward() {
        Evaluator right = new Measuring("2", 1);
        List<Measured> measured = evaluation(right).measure(List.of(GROUP));
        assertThat(measured).hasSize(1);
        assertThat(measured.get(0).group()).isEqualTo(GROUP.id());
        // One of two texts is "2"; the channel says 0.2; the reward is nobody's.
        assertThat(measured.get(0).metrics()).isEqualTo(Map.of("texts", 0.5, "channel", 0.2, "rewards", 0.0));
    }

    @Test
    void measurementsThatAreNotFiniteAreRefusedByName() {
        EvaluationWorker worker = evaluation(new Measuring("2", Double.NaN));
        assertThatThrownBy(() -> worker.measure(List.of(GROUP)))
                .isInstanceOf(RunException.class)
                .hasMessage(
                        "Invalid evaluator held-out: texts is NaN (must be finite; group s000001-n0-g00000, problem 1+1)");
    }

    @Test
    void aMissingScoreIsRefusedByTheNameOfItsChannel() {
        assertThatThrownBy(() -> scored(GROUP, Map.of("a", (group, context) -> Scores.of(1))))
                .isInstanceOf(RunException.class)
                .hasMessage(
                        "Invalid reward a: 1 scores for 2 completions (must be one for each; group s000001-n0-g00000, problem 1+1)");
    }

    private record Measuring(String text, double factor) implements Evaluator {
        @Override
        public int problems() {
            return 1;
        }

        @Override
        public int samples() {
            return 2;
        }

        @Override
        public SamplingSettings sampling() {
            return Examples.SAMPLING;
        }

        @Override
        public SortedSet<String> metrics() {
            return new TreeSet<>(Set.of("texts", "channel", "rewards"));
        }

        @Override
        public SortedMap<String, Double> measure(ScoredGroup group) {
            long equal = group.group().completions().stream()
                    .filter(completion -> completion.text().equals(text))
                    .count();
            long rewards = Arrays.stream(group.rewards())
                    .filter(reward -> !Double.isNaN(reward))
                    .count();
            return new TreeMap<>(Map.of(
                    "texts",
                    factor * equal / group.group().size(),
                    "channel",
                    said(group.channels(), "a")[0],
                    "rewards",
                    (double) rewards));
        }
    }
}
