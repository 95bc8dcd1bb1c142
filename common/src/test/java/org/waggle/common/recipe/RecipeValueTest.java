package org.waggle.common.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What stands where a value of another type is wanted. */
class RecipeValueTest {
    private final RecipeText sound = RecipeText.sound();

    @Test
    void numberForTextWantsQuotes() {
        assertThat(sound.with("name: sound", "name: 17").refusal())
                .isEqualTo("Invalid name: 17 (must be text: put it in quotes), recipe.yaml line 1 (name)");
        assertThat(sound.with("name: sound", "name: \"17\"").read().name()).isEqualTo("17");
        assertThat(sound.with("name: sound", "name: 1e4").refusal())
                .isEqualTo("Invalid name: 1e4 (must be text: put it in quotes), recipe.yaml line 1 (name)");
    }

    @Test
    void truthForTextWantsQuotes() {
        assertThat(sound.with("name: sound", "name: true").refusal())
                .isEqualTo("Invalid name: true (must be text: put it in quotes), recipe.yaml line 1 (name)");
    }

    @Test
    void textForANumberIsRefused() {
        assertThat(sound.with("steps: 20", "steps: many").refusal())
                .isEqualTo("Invalid steps: many (must be a whole number), recipe.yaml line 31 (phases[0].steps)");
        assertThat(sound.with("beta1: 0.9", "beta1: high").refusal())
                .isEqualTo("Invalid beta1: high (must be a number), recipe.yaml line 36 (phases[0].optimizer.beta1)");
    }

    @Test
    void quotedNumberIsText() {
        assertThat(sound.with("steps: 20", "steps: \"20\"").refusal())
                .isEqualTo("Invalid steps: \"20\" (must be a whole number, without quotes),"
                        + " recipe.yaml line 31 (phases[0].steps)");
    }

    @Test
    void fractionForAWholeNumberIsRefused() {
        assertThat(sound.with("steps: 20", "steps: 20.0").refusal())
                .isEqualTo("Invalid steps: 20.0 (must be a whole number), recipe.yaml line 31 (phases[0].steps)");
        assertThat(sound.with("ks: [1, 4]", "ks: [1, 4.5]").refusal())
                .isEqualTo(
                        "Invalid ks[1]: 4.5 (must be a whole number), recipe.yaml line 23 (evaluators.held-out.ks[1])");
    }

    @Test
    void wholeNumbersAreDecimalWithoutLeadingZeros() {
        assertThat(sound.with("steps: 20", "steps: 020").refusal())
                .isEqualTo("Invalid steps: 020 (must be a whole number), recipe.yaml line 31 (phases[0].steps)");
        assertThat(sound.with("steps: 20", "steps: 1_000").refusal())
                .isEqualTo("Invalid steps: 1_000 (must be a whole number), recipe.yaml line 31 (phases[0].steps)");
    }

    @Test
    void wholeNumberThatDoesNotFitIsRefused() {
        assertThat(sound.with("steps: 20", "steps: 2147483648").refusal())
                .isEqualTo("Invalid steps: 2147483648 (must be a whole number of at most 2147483647 either side of 0),"
                        + " recipe.yaml line 31 (phases[0].steps)");
        assertThat(sound.with("seed: 1", "seed: 9223372036854775808").refusal())
                .isEqualTo("Invalid seed: 9223372036854775808 (must be a whole number of at most 9223372036854775807"
                        + " either side of 0), recipe.yaml line 2 (seed)");
    }

    @Test
    void numbersAreFinite() {
        assertThat(sound.with("beta1: 0.9", "beta1: .inf").refusal())
                .isEqualTo("Invalid beta1: .inf (must be a number), recipe.yaml line 36 (phases[0].optimizer.beta1)");
        assertThat(sound.with("beta1: 0.9", "beta1: .nan").refusal())
                .isEqualTo("Invalid beta1: .nan (must be a number), recipe.yaml line 36 (phases[0].optimizer.beta1)");
        assertThat(sound.with("beta1: 0.9", "beta1: 1e999").refusal())
                .isEqualTo("Invalid beta1: 1e999 (must be a number), recipe.yaml line 36 (phases[0].optimizer.beta1)");
    }

    @Test
    void truthIsTrueOrFalse() {
        assertThat(sound.with("divide-by-std: true", "divide-by-std: yes").refusal())
                .isEqualTo("Invalid divide-by-std: yes (must be true or false),"
                        + " recipe.yaml line 57 (phases[1].advantage.divide-by-std)");
    }

    @Test
    void unknownWordListsTheKnown() {
        assertThat(sound.with("shape: constant", "shape: cosin").refusal())
                .isEqualTo("Unknown shape: cosin (did you mean cosine? known: constant, linear, cosine),"
                        + " recipe.yaml line 41 (phases[0].optimizer.schedule.shape)");
    }

    @Test
    void wordMayStandInQuotesForItIsText() {
        assertThat(sound.with("shape: constant", "shape: \"constant\"").read()).isEqualTo(sound.read());
    }

    @Test
    void scalarForASectionNamesItsKeys() {
        assertThat(sound.with("{every: 10, keep-last: 2, best: held-out/pass@1, keep-rollouts: 0}", "often")
                        .refusal())
                .isEqualTo("Invalid checkpoints: often (must be a map of every, keep-last, best, keep-rollouts),"
                        + " recipe.yaml line 26 (checkpoints)");
    }

    @Test
    void listForAScalarAndScalarForAListAreRefused() {
        assertThat(sound.with("steps: 20", "steps: [20]").refusal())
                .isEqualTo("Invalid steps: a list (must be a whole number), recipe.yaml line 31 (phases[0].steps)");
        assertThat(sound.with("ks: [1, 4]", "ks: 4").refusal())
                .isEqualTo("Invalid ks: 4 (must be a list), recipe.yaml line 23 (evaluators.held-out.ks)");
        assertThat(sound.with("ks: [1, 4]", "ks: {a: 4}").refusal())
                .isEqualTo("Invalid ks: a map (must be a list), recipe.yaml line 23 (evaluators.held-out.ks)");
    }

    @Test
    void listForAComponentIsRefused() {
        assertThat(sound.with("selector: all", "selector: [all]").refusal())
                .isEqualTo("Invalid selector: a list (must be a map with type and the keys of that type),"
                        + " recipe.yaml line 58 (phases[1].selector)");
    }

    @Test
    void namesOfMapsAreWords() {
        assertThat(sound.with("correct: exact-match", "is/correct: exact-match").refusal())
                .isEqualTo("Invalid name: is/correct (must be letters, digits, '_', '-'),"
                        + " recipe.yaml line 18 (rewards.is/correct)");
    }

    @Test
    void emptyRewardsAreRefusedByThePhaseThatNeedsThem() {
        assertThat(sound.with("rewards:\n  correct: exact-match", "rewards: {}").refusal())
                .isEqualTo("Invalid recipe.yaml: 2 contradictions"
                        + "\n  Missing value: rewards (phase grpo needs at least one), recipe.yaml line 17"
                        + "\n  Invalid phases.grpo.composer: weights [correct] (must name the channels []),"
                        + " recipe.yaml line 53");
    }
}
