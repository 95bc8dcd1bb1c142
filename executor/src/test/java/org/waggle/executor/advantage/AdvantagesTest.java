package org.waggle.executor.advantage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.waggle.common.data.Completion;
import org.waggle.common.data.Origin;
import org.waggle.common.data.ScoredGroup;
import org.waggle.common.data.StopReason;
import org.waggle.common.data.TokenTrace;
import org.waggle.common.spi.SequenceAdvantage;
import org.waggle.executor.Examples;
import org.waggle.executor.Golden;
import org.waggle.executor.LocalBatch;
import org.waggle.executor.advantage.GroupMean.Deviation;

class AdvantagesTest {
    private static final GroupMean CENTRED = new GroupMean(Deviation.NONE, 1e-4);
    private static final GroupMean SAMPLE = new GroupMean(Deviation.SAMPLE, 1e-4);
    private static final GroupMean POPULATION = new GroupMean(Deviation.POPULATION, 1e-6);
    private static final LeaveOneOut LEAVE_ONE_OUT = new LeaveOneOut();

    static Stream<Arguments> conventions() {
        return Stream.of(
                Arguments.of("group_mean", CENTRED),
                Arguments.of("grpo_sample_std", SAMPLE),
                Arguments.of("grpo_population_std", POPULATION),
                Arguments.of("rloo", LEAVE_ONE_OUT));
    }

    @ParameterizedTest
    @MethodSource("conventions")
    void advantagesAgreeWithTheReference(String convention, SequenceAdvantage estimator) {
        JsonNode cases = Golden.json("advantages.json").get("cases");
        StreamSupport.stream(cases.spliterator(), false)
                .filter(row -> !row.get(convention).isNull())
                .forEach(row -> assertThat(estimator.advantages(Golden.numbers(row.get("rewards"))))
                        .as("%s of %s", convention, row.get("rewards"))
                        .containsExactly(Golden.numbers(row.get(convention)), within(1e-9)));
    }

    @Test
    void groupMeanCentresAndDividesByTheDeviation() {
        // Mean 2, sample variance (4 + 0 + 4) / 2 = 4, population variance 8/3.
        assertThat(CENTRED.advantages(new double[] {0, 2, 4})).containsExactly(-2, 0, 2);
        assertThat(SAMPLE.advantages(new double[] {0, 2, 4})).containsExactly(new double[] {-1, 0, 1}, within(1e-4));
        assertThat(POPULATION.advantages(new double[] {0, 2, 4}))
                .containsExactly(new double[] {-Math.sqrt(1.5), 0, Math.sqrt(1.5)}, within(1e-5));
    }

    @Test
    void leaveOneOutComparesWithTheOthers() {
        // 3 against the mean of 0 and 3; 0 against the mean of 3 and 3.
        assertThat(LEAVE_ONE_OUT.advantages(new double[] {3, 0, 3})).containsExactly(1.5, -3, 1.5);
    }

    @Test
    void equalRewardsGiveZeroAdvantage() {
        for (SequenceAdvantage estimator : new SequenceAdvantage[] {CENTRED, SAMPLE, POPULATION, LEAVE_ONE_OUT}) {
            assertThat(estimator.advantages(new double[] {0.3, 0.3, 0.3}))
                    .containsExactly(new double[3], within(1e-12));
        }
    }

    @Test
    void aGroupOfOneHasNoAdvantage() {
        for (SequenceAdvantage estimator : new SequenceAdvantage[] {CENTRED, SAMPLE, POPULATION, LEAVE_ONE_OUT}) {
            assertThat(estimator.advantages(new double[] {5})).containsExactly(0);
            assertThat(estimator.smallestGroup()).isEqualTo(2);
        }
    }

    @Test
    void noAdvantageIsOneWhateverTheReward() {
        assertThat(new NoAdvantage().advantages(new double[] {0, -7})).containsExactly(1, 1);
        assertThat(new NoAdvantage().smallestGroup()).isEqualTo(1);
    }

    @Test
    void everyTokenOfACompletionHasItsAdvantage() {
        // Completions of 1 and 2 tokens.
        assertThat(CENTRED.estimate(Examples.scored(0, 1))).isDeepEqualTo(new float[][] {{-0.5f}, {0.5f, 0.5f}});
    }

    /** Completions of 1 and 3 tokens with rewards 0 and 1. */
    private static ScoredGroup withEntropies(float first, float... second) {
        ScoredGroup scored = Examples.scored(0, 1);
        List<Completion> completions = List.of(completion(0, first), completion(1, second));
        return new ScoredGroup(scored.group().with(completions), scored.channels(), scored.rewards());
    }

    private static Completion completion(int sample, float... entropies) {
        TokenTrace trace = TokenTrace.sampled(new float[entropies.length], new float[entropies.length], entropies);
        return new Completion(
                sample, new int[entropies.length], "", trace, StopReason.END_OF_SEQUENCE, Origin.PROMPT, Map.of());
    }

    @Test
    void onlyTokensOfHighEntropyKeepTheirAdvantage() {
        TopEntropyTokens half = new TopEntropyTokens(0.5, CENTRED);
        ScoredGroup near = withEntropies(2, 0.5f, 3, 1);
        ScoredGroup far = withEntropies(9, 8, 7, 6);
        // Of one group 2 and 3 are the upper half, of both none of them is.
        assertThat(half.fittedTo(new LocalBatch(List.of(near)), Examples.CONTEXT)
                        .estimate(near))
                .isDeepEqualTo(new float[][] {{-0.5f}, {0, 0.5f, 0}});
        assertThat(half.fittedTo(new LocalBatch(List.of(near, far)), Examples.CONTEXT)
                        .estimate(near))
                .isDeepEqualTo(new float[][] {{0}, {0, 0, 0}});
        assertThat(half.smallestGroup()).isEqualTo(2);
        assertThatThrownBy(() -> new TopEntropyTokens(1, CENTRED)).hasMessage("Invalid share: 1.0 (must be in (0, 1))");
    }

    @Test
    void epsilonMustBePositive() {
        assertThatThrownBy(() -> new GroupMean(Deviation.SAMPLE, 0))
                .hasMessage("Invalid epsilon: 0.0 (must be > 0: rewards that are all equal have no deviation)");
    }
}
