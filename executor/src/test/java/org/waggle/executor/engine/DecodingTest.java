package org.waggle.executor.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.waggle.common.data.SamplingSettings;
import org.waggle.common.data.Seed;
import org.waggle.common.failure.RunException;
import org.waggle.common.spi.DecodingSession;
import org.waggle.executor.tokenizer.Tokenizer;

/** Generation with a cache. */
class DecodingTest {
    private static final DecoderShape SMALL = new DecoderShape(37, 32, 48, 2, 4, 2, 8, 256, 10000, 1e-5, true);
    private static final DecoderShape WIDE_HEAD = new DecoderShape(37, 32, 48, 2, 2, 1, 24, 256, 10000, 1e-5, false);
    private static final DecoderShape EACH_ITS_OWN = new DecoderShape(37, 64, 96, 2, 4, 4, 16, 256, 10000, 1e-5, true);
    private static final SamplingSettings SETTINGS = new SamplingSettings(0.9, 0, 1, 0, 40);
    private static final SamplingSettings FILTERED = new SamplingSettings(1.1, 20, 0.9, 0.02, 40);

    static List<DecoderShape> shapes() {
        return List.of(SMALL, WIDE_HEAD, EACH_ITS_OWN, Policies.EVERYTHING);
    }

    /** A drawn completion. */
    private record Text(List<Integer> tokens, List<Float> logp, List<Float> entropy) {
        Text() {
            this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        }
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void aSequenceHasTheSameBitsAloneAndAmongOthers(DecoderShape shape) {
        try (DecoderPolicy policy = Policies.random(shape, 0.3)) {
            Text alone = completions(policy, 1, SETTINGS).get(0);
            for (int company : new int[] {2, 3, 5, 8, 13, 33, 64, 128}) {
                assertThat(completions(policy, company, SETTINGS).get(0))
                        .as("%d sequences", company)
                        .isEqualTo(alone);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 70})
    void aSequenceHasTheSameBitsWhateverTheLengthOfItsCompany(int length) {
        int[] prompt = prompt(0);
        int[] other = IntStream.range(0, length).map(i -> i % 30).toArray();
        try (DecoderPolicy policy = Policies.random(SMALL, 0.3);
                Tokenizer tokenizer = Policies.goldenTokenizer()) {
            Text alone = complete(policy, tokenizer, List.of(prompt), SETTINGS).get(0);
            assertThat(complete(policy, tokenizer, List.of(prompt, other), SETTINGS)
                            .get(0))
                    .isEqualTo(alone);
        }
    }

    @Test
    void logProbabilitiesOfTheCacheAreThoseOfTheWholeSequence() {
        try (DecoderPolicy policy = Policies.random(SMALL, 0.3)) {
            List<Text> texts = completions(policy, 5, FILTERED);
            for (int i = 0; i < texts.size(); i++) {
                int[] prompt = prompt(i);
                int[] tokens = texts.get(i).tokens().stream()
                        .mapToInt(Integer::intValue)
                        .toArray();
                int[] all = Arrays.copyOf(prompt, prompt.length + tokens.length);
                System.arraycopy(tokens, 0, all, prompt.length, tokens.length);
                TokenScores scores =
                        policy.score(TokenBatch.of(List.of(all), new int[] {prompt.length}), FILTERED.temperature());
                for (int t = 0; t < tokens.length; t++) {
                    assertThat(scores.logp()[t]).isCloseTo(texts.get(i).logp().get(t), within(2e-5f));
                    assertThat(scores.entropy()[t])
                            .isCloseTo(texts.get(i).entropy().get(t), within(2e-5f));
                }
            }
        }
    }

    @Test
    void aSlotThatIsSeatedAgainForgetsWhatItHeld() {
        try (DecoderPolicy policy = Policies.random(SMALL, 0.3);
                Tokenizer tokenizer = Policies.goldenTokenizer();
                CachedDecoding session = CachedDecoding.open(policy, tokenizer, 4, 64);
                DecodingSession.Prefix prefix = session.prefill(List.of(prompt(0), prompt(1)))) {
            Text first = run(session, prefix, 0, 2, 20);
            run(session, prefix, 1, 2, 30);
            assertThat(run(session, prefix, 0, 2, 20)).isEqualTo(first);
        }
    }

    @Test
    void slotsThatAreNotSteppedKeepTheirPlace() {
        try (DecoderPolicy policy = Policies.random(SMALL, 0.3);
                Tokenizer tokenizer = Policies.goldenTokenizer();
                CachedDecoding session = CachedDecoding.open(policy, tokenizer, 16, 64);
                DecodingSession.Prefix prefix = session.prefill(List.of(prompt(0), prompt(1)))) {
            Text expected = run(session, prefix, 0, 15, 12);
            session.seat(prefix, new int[] {0, 1, 1}, new int[] {15, 3, 4});
            Text actual = new Text();
            for (int token = 0; token < 12; token++) {
                step(session, 15, token, actual);
                step(session, 3, token, new Text());
            }
            assertThat(actual).isEqualTo(expected);
        }
    }

    @Test
    void aForcedTokenContinuesFromThere() {
        try (DecoderPolicy policy = Policies.random(SMALL, 0.3);
                Tokenizer tokenizer = Policies.goldenTokenizer();
                CachedDecoding session = CachedDecoding.open(policy, tokenizer, 4, 64);
                DecodingSession.Prefix prefix = session.prefill(List.of(prompt(0)))) {
            session.seat(prefix, new int[] {0}, new int[] {0});
            assertThatThrownBy(() -> session.force(0, 9)).hasMessageContaining("Invalid slot: 0");
            step(session, 0, 0, new Text());
            session.force(0, 9);
            Text drawn = new Text();
            step(session, 0, 1, drawn);
            int[] all = Arrays.copyOf(prompt(0), prompt(0).length + 2);
            all[all.length - 2] = 9;
            all[all.length - 1] = drawn.tokens().get(0);
            TokenScores scores =
                    policy.score(TokenBatch.of(List.of(all), new int[] {all.length - 1}), SETTINGS.temperature());
            assertThat(scores.logp()[0]).isCloseTo(drawn.logp().get(0), within(2e-5f));
        }
    }

    @Test
    void aSlotCanBeFilledToTheLastPlaceAndNoFurther() {
        try (DecoderPolicy policy = Policies.random(SMALL, 0.3);
                Tokenizer tokenizer = Policies.goldenTokenizer();
                CachedDecoding session = CachedDecoding.open(policy, tokenizer, 1, 32);
                DecodingSession.Prefix prefix = session.prefill(List.of(prompt(0)))) {
            run(session, prefix, 0, 0, 32 - prompt(0).length);
            assertThatThrownBy(() -> step(session, 0, 0, new Text()))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("must be seated and hold fewer than 32 tokens, holds 32");
            assertThatThrownBy(() -> session.prefill(List.of(new int[32])))
                    .isInstanceOf(RunException.class)
                    .hasMessageContaining("Invalid prompt: 32 tokens");
        }
    }

    @Test
    void aSessionLongerThanTheModelIsRefused() {
        try (DecoderPolicy policy = Policies.random(SMALL, 0.3);
                Tokenizer tokenizer = Policies.goldenTokenizer()) {
            assertThatThrownBy(() -> CachedDecoding.open(policy, tokenizer, 4, 257))
                    .isInstanceOf(RunException.class)
                    .hasMessageContaining("at most the model's 256 positions");
        }
    }

    private static List<Text> completions(DecoderPolicy policy, int count, SamplingSettings settings) {
        try (Tokenizer tokenizer = Policies.goldenTokenizer()) {
            return complete(
                    policy,
                    tokenizer,
                    IntStream.range(0, count).mapToObj(DecodingTest::prompt).toList(),
                    settings);
        }
    }

    /** Steps all sequences; the i-th stops after 6 + 5 i mod 30 tokens, so that slots are gathered on the way. */
    private static List<Text> complete(
            DecoderPolicy policy, Tokenizer tokenizer, List<int[]> prompts, SamplingSettings settings) {
        int count = prompts.size();
        List<Text> texts = IntStream.range(0, count).mapToObj(i -> new Text()).toList();
        int[] rows = IntStream.range(0, count).toArray();
        List<Integer> slots = new ArrayList<>(IntStream.range(0, count).boxed().toList());
        Collections.reverse(slots);
        try (CachedDecoding session = CachedDecoding.open(policy, tokenizer, count, 128);
                DecodingSession.Prefix prefix = session.prefill(prompts)) {
            session.seat(
                    prefix, rows, slots.stream().mapToInt(Integer::intValue).toArray());
            for (int token = 0; token < 36; token++) {
                int now = token;
                int[] live = IntStream.range(0, count)
                        .filter(i -> i == 0 || now < 6 + 5 * i % 30)
                        .toArray();
                float[] uniforms = new float[live.length];
                for (int i = 0; i < live.length; i++) {
                    uniforms[i] = (float) new Seed(live[i]).at(token).uniform();
                }
                int[] stepped = Arrays.stream(live).map(slots::get).toArray();
                DecodingSession.Draw draw = session.step(stepped, uniforms, settings);
                for (int i = 0; i < live.length; i++) {
                    add(texts.get(live[i]), draw, i);
                }
            }
        }
        return texts;
    }

    private static Text run(CachedDecoding session, DecodingSession.Prefix prefix, int row, int slot, int tokens) {
        session.seat(prefix, new int[] {row}, new int[] {slot});
        Text text = new Text();
        for (int token = 0; token < tokens; token++) {
            step(session, slot, token, text);
        }
        return text;
    }

    private static void step(CachedDecoding session, int slot, int token, Text text) {
        float uniform = (float) new Seed(5).at(token).uniform();
        add(text, session.step(new int[] {slot}, new float[] {uniform}, SETTINGS), 0);
    }

    private static void add(Text text, DecodingSession.Draw draw, int index) {
        text.tokens().add(draw.tokens()[index]);
        text.logp().add(draw.logpPolicy()[index]);
        text.entropy().add(draw.entropy()[index]);
    }

    private static int[] prompt(int index) {
        return IntStream.range(0, 3 + index % 9)
                .map(i -> (index * 7 + i * 5) % 37)
                .toArray();
    }
}
