package org.waggle.common.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.waggle.common.failure.RunException;

class GroupTest {
    private static final SamplingSettings SETTINGS = new SamplingSettings(1, 0, 1, 0, 8);

    private static Completion completion(int sample, boolean... trained) {
        int length = trained.length;
        TokenTrace trace = new TokenTrace(new float[length], new float[length], new float[length], trained);
        return new Completion(
                sample, new int[length], "2", trace, StopReason.LENGTH, Origin.PROMPT, extra("round", "draft", "at"));
    }

    private static Map<String, String> extra(String... names) {
        Map<String, String> extra = new LinkedHashMap<>();
        IntStream.range(0, names.length).forEach(i -> extra.put(names[i], "" + i));
        return extra;
    }

    private static Group group(Completion... completions) {
        Problem problem = new Problem("1+1", "1+1=", "2", extra("unit", "level", "author"));
        return new Group(new GroupId(3, 1, 4), problem, new int[] {1}, 0, SETTINGS, List.of(completions));
    }

    @Test
    void aSampleIsFoundAtItsPlace() {
        Group group = group(completion(4), completion(6), completion(9));
        assertThat(group.place(4)).isZero();
        assertThat(group.place(9)).isEqualTo(2);
        assertThatThrownBy(() -> group.place(1))
                .isInstanceOf(RunException.class)
                .hasMessage("Invalid sample: 1 (must be one of the 3 samples of group s000003-n1-g00004)");
    }

    @Test
    void freeColumnsHaveTheOrderOfTheirNames() {
        Group group = group(completion(0));
        assertThat(group.problem().extra().keySet()).containsExactly("author", "level", "unit");
        assertThat(group.completions().get(0).extra().keySet()).containsExactly("at", "draft", "round");
    }

    @Test
    void summariesCountTheTokensThatCountInTheLoss() {
        Group group = group(completion(2, true, false, true), completion(3, false, false));
        GroupSummary summary = new ScoredGroup(group, Map.of(), new double[] {1, 0}).summary();
        assertThat(summary.sample(2).tokens()).isEqualTo(3);
        assertThat(summary.sample(2).trainedTokens()).isEqualTo(2);
        assertThat(summary.sample(3).trainedTokens()).isZero();
        assertThatThrownBy(() -> summary.sample(0))
                .isInstanceOf(RunException.class)
                .hasMessage("Invalid sample: 0 (must be one of the 2 samples of group s000003-n1-g00004)");
    }

    @Test
    void aGroupWithoutComposerHasNoReward() {
        ScoredGroup judged = ScoredGroup.uncomposed(group(completion(0)), Map.of("exact", Scores.of(1)));
        assertThat(judged.rewards()).containsExactly(Double.NaN);
        assertThat(judged.channels()).containsOnlyKeys("exact");
    }

    @Test
    void aGroupsSeedIsItsPlaceInTheRun() {
        assertThat(new GroupId(3, 1, 4).under(new Seed(5)))
                .isEqualTo(new Seed(5).at(3).at(1).at(4));
    }
}
