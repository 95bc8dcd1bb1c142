package org.waggle.driver.hint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.waggle.driver.metrics.MetricsLine;

class HintsTest {
    private static final String EQUAL = "every group has equal rewards: nothing to learn from; make the task easier or"
            + " harder, or raise group-size";
    private static final String CUT = "every completion is cut off at max-tokens: the answers are never finished; raise"
            + " max-tokens, or train longer on demonstrations that end";
    private static final String ALIKE =
            "the samples become alike; lower the learning rate, add a KL penalty or raise the temperature";
    private static final String NOT_FINITE = "the gradient is not finite: the weights are lost after such an update;"
            + " lower the learning rate, and look for rewards or advantages that are not finite";
    private static final String EXPLODES =
            "the gradient's norm is more than 10 times what it was: training may diverge; lower the learning rate or"
                    + " clip-norm";
    private static final String UNREWARDED = "no completion was rewarded for 5 steps: the task is too hard as it is, or"
            + " the reward doesn't find the answers; read the samples, try a longer warm-up or easier problems";

    private final Hints hints = new Hints();

    @Test
    void aHealthyStepGivesNone() {
        assertThat(next(1, Map.of("loss", 0.1, "grad_norm", 1.0, "frac_reward_zero_std", 0.5, "entropy", 0.5)))
                .isEmpty();
    }

    @Test
    void aHintIsGivenWhenItBeginsAndNotAtEveryStep() {
        assertThat(next(1, Map.of("frac_reward_zero_std", 1.0))).containsExactly(EQUAL);
        assertThat(next(2, Map.of("frac_reward_zero_std", 1.0))).isEmpty();
        assertThat(next(3, Map.of("frac_reward_zero_std", 0.9))).isEmpty();
        assertThat(next(4, Map.of("frac_reward_zero_std", 1.0))).isEmpty();
    }

    @Test
    void completionsThatARewardFailedOnAreToldOfWithWhereToLook() {
        assertThat(next(1, Map.of("reward/dropped", 0.0))).isEmpty();
        assertThat(next(2, Map.of("reward/dropped", 3.0)))
                .containsExactly("a reward failed on 3 completions, which are left out: the table says why;"
                        + " waggle rollouts RUN \"SELECT extra['reward_failure'] FROM rollouts WHERE isnan(reward)\"");
        assertThat(next(3, Map.of("reward/dropped", 5.0))).isEmpty();
    }

    @Test
    void anEvaluationWithoutSomeOfItsCompletionsIsToldOf() {
        assertThat(next(1, Map.of("eval/held-out/pass@1", 0.5))).isEmpty();
        assertThat(next(2, Map.of("eval/held-out/pass@1", 0.5, "eval/held-out/dropped", 2.0)))
                .containsExactly("a reward failed on 2 completions of evaluator held-out, which is measured without"
                        + " them; with failed-rewards: stop the run tells why");
    }

    @Test
    void aHintThatWasAbsentForTwentyStepsIsGivenAgain() {
        next(1, Map.of("frac_reward_zero_std", 1.0));

        assertThat(next(21, Map.of("frac_reward_zero_std", 1.0))).isEmpty();
        assertThat(next(42, Map.of("frac_reward_zero_std", 1.0))).containsExactly(EQUAL);
    }

    @Test
    void anotherNodeAndAnotherPhaseAreToldForThemselves() {
        Map<String, Double> equal = Map.of("frac_reward_zero_std", 1.0);
        next(1, equal);

        assertThat(hints.next(new MetricsLine(1, "grpo", "second", 1, equal, List.of())))
                .containsExactly(EQUAL);
        assertThat(hints.next(new MetricsLine(2, "raft", "policy", 1, equal, List.of())))
                .containsExactly(EQUAL);
    }

    @Test
    void lossZeroWithAGradientIsNormal() {
        assertThat(next(1, Map.of("loss", 0.0, "grad_norm", 0.3))).isEmpty();
    }

    @Test
    void lossZeroWithoutAGradientNamesWhereToLook() {
        assertThat(next(1, Map.of("loss", 0.0, "grad_norm", 0.0)))
                .containsExactly(
                        "loss is 0, so is the gradient: nothing is learned; look at advantage, objective and loss mask");
    }

    @Test
    void lossZeroWithoutASampleNamesTheSelector() {
        assertThat(next(1, Map.of("loss", 0.0, "selected_ratio", 0.0)))
                .containsExactly(
                        "loss is 0, no sample was selected: nothing is trained on; loosen the phase's selector");
    }

    @Test
    void equalRewardsAreNotAlsoToldAsLossZero() {
        assertThat(next(1, Map.of("loss", 0.0, "grad_norm", 0.0, "frac_reward_zero_std", 1.0)))
                .containsExactly(EQUAL);
    }

    @Test
    void allCompletionsCutOff() {
        assertThat(next(1, Map.of("completions/clipped_ratio", 0.99))).isEmpty();
        assertThat(next(2, Map.of("completions/clipped_ratio", 1.0))).containsExactly(CUT);
    }

    @Test
    void entropyThatFellToATenth() {
        next(1, Map.of("reward/mean", 0.2, "entropy", 1.0));

        assertThat(next(2, Map.of("reward/mean", 0.2, "entropy", 0.11))).isEmpty();
        assertThat(next(3, Map.of("reward/mean", 0.2, "entropy", 0.09)))
                .containsExactly("entropy has fallen by more than 90 % in this phase: " + ALIKE);
    }

    @Test
    void entropyNearZero() {
        assertThat(next(1, Map.of("reward/mean", 0.2, "entropy", 0.0005)))
                .containsExactly("entropy is near 0: " + ALIKE);
    }

    @Test
    void aSolvedTaskMayBeSure() {
        next(1, Map.of("reward/mean", 0.2, "entropy", 1.0));
        next(2, Map.of("reward/mean", 0.2, "entropy", 0.5, "eval/held-out/pass@1", 0.95));

        assertThat(next(3, Map.of("reward/mean", 0.2, "entropy", 0.01))).isEmpty();
    }

    @Test
    void supervisedTrainingMayBeSure() {
        next(1, Map.of("entropy", 1.0));

        assertThat(next(2, Map.of("entropy", 0.0))).isEmpty();
    }

    @Test
    void gradientThatIsNotANumber() {
        assertThat(next(1, Map.of("grad_norm", Double.NaN))).containsExactly(NOT_FINITE);
    }

    @Test
    void gradientTenTimesTheMedianExplodes() {
        // median of 1, 2, 3, 4, 5 is 3
        IntStream.rangeClosed(1, 5).forEach(step -> next(step, Map.of("grad_norm", (double) step)));

        assertThat(next(6, Map.of("grad_norm", 30.0))).isEmpty();
        assertThat(next(7, Map.of("grad_norm", 50.0))).containsExactly(EXPLODES);
    }

    @Test
    void rewardStuckAtZeroTakesFiveSteps() {
        List<String> all = new ArrayList<>();
        IntStream.rangeClosed(1, 4).forEach(step -> all.addAll(next(step, Map.of("reward/mean", 0.0))));

        assertThat(all).isEmpty();
        assertThat(next(5, Map.of("reward/mean", 0.0))).containsExactly(UNREWARDED);
    }

    @Test
    void rewardsThatCancelAreNotStuck() {
        List<String> all = new ArrayList<>();
        IntStream.rangeClosed(1, 6)
                .forEach(step -> all.addAll(next(step, Map.of("reward/mean", 0.0, "reward/std", 1.0))));

        assertThat(all).isEmpty();
    }

    private List<String> next(int step, Map<String, Double> numbers) {
        return hints.next(new MetricsLine(step, "grpo", "policy", step, numbers, List.of()));
    }
}
