package org.waggle.executor.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.waggle.common.data.GroupId;
import org.waggle.common.data.GroupSummary;
import org.waggle.common.data.SampleSummary;
import org.waggle.common.data.StopReason;
import org.waggle.common.spi.Draw;

class DrawsTest {
    private static final GroupSummary EQUAL = group(0, 1, 1);
    private static final GroupSummary MIXED = group(1, 0, 1);
    private static final GroupSummary NONE = group(2, 0, 0);
    private static final GroupSummary BETTER = group(3, 1, 0.5);
    private static final List<GroupSummary> EXAMINED = List.of(EQUAL, MIXED, NONE, BETTER);

    private static GroupSummary group(int ordinal, double... rewards) {
        List<SampleSummary> samples = new ArrayList<>();
        for (double reward : rewards) {
            samples.add(new SampleSummary(
                    samples.size(), reward, new TreeMap<>(), 3, 3, 0, 0, StopReason.END_OF_SEQUENCE, 0));
        }
        return new GroupSummary(new GroupId(1, 0, ordinal), "p", samples);
    }

    @Test
    void uniformTakesTheFirstThatTeachSomething() {
        assertThat(new Uniform().taken(EXAMINED, 1)).containsExactly(MIXED);
        assertThat(new Uniform().taken(EXAMINED, 3)).containsExactly(MIXED, BETTER);
    }

    @Test
    void unfilteredTakesTheFirst() {
        assertThat(new UniformUnfiltered().taken(EXAMINED, 2)).containsExactly(EQUAL, MIXED);
    }

    @Test
    void topRewardTakesTheLargestSumsAndNoneWithoutReward() {
        assertThat(new TopReward().looksAtAll()).isTrue();
        assertThat(new TopReward().taken(EXAMINED, 2)).containsExactly(EQUAL, BETTER);
        assertThat(new TopReward().taken(EXAMINED, 9)).containsExactly(EQUAL, BETTER, MIXED);
        assertThat(new TopReward().taken(List.of(NONE), 2)).isEmpty();
    }

    @Test
    void adaptiveKeepsGroupsTogetherAndBeginsWithTheRecipe() {
        assertThat(new Adaptive(2, 1).shares(new Draw.Shares(8, 3), List.of())).isEqualTo(new Draw.Shares(5, 3));
        assertThat(new Adaptive(2, 6).shares(new Draw.Shares(8, 3), List.of())).isEqualTo(new Draw.Shares(6, 2));
    }

    @Test
    void adaptiveTriesOneMoreInEverySecondWindowOfThree() {
        assertThat(external(0.1)).as("first window").isEqualTo(3);
        assertThat(external(0.1, 0.1)).as("trial").isEqualTo(4);
        assertThat(external(0.1, 0.1, 0.2, 0.3)).as("as before").isEqualTo(3);
    }

    @Test
    void adaptiveMovesWhereTheTrialGrewMoreThanItsNeighbours() {
        double[] flattening = {0.1, 0.3, 0.3, 0.44, 0.44, 0.5};
        double[] slower = {0.1, 0.3, 0.3, 0.4, 0.4, 0.5};
        assertThat(external(flattening)).as("grew more").isEqualTo(4);
        assertThat(external(slower)).as("grew less").isEqualTo(3);
        assertThat(external(0.1, 0.3, 0.3, 0.4, 0.4, 0.5, 0.5, 0.5))
                .as("the other direction")
                .isEqualTo(2);
        assertThat(external(0.1, 0.3, 0.3, 0.44, 0.44, 0.5, 0.5, 0.5)).as("on").isEqualTo(5);
    }

    @Test
    void adaptiveTurnsWhereThereIsNoMore() {
        List<Draw.Round> first = List.of(new Draw.Round(0.1, 7), new Draw.Round(0.1, 7));
        assertThat(new Adaptive(2, 1).shares(new Draw.Shares(8, 7), first).external())
                .isEqualTo(6);
        assertThat(new Adaptive(2, 8).shares(new Draw.Shares(8, 7), first).external())
                .isZero();
    }

    private static int external(double... rewards) {
        List<Draw.Round> rounds = Arrays.stream(rewards)
                .mapToObj(reward -> new Draw.Round(reward, 3))
                .toList();
        return new Adaptive(2, 1).shares(new Draw.Shares(8, 3), rounds).external();
    }
}
