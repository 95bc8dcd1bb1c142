package org.waggle.executor.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.waggle.common.data.Completion;
import org.waggle.common.data.Group;
import org.waggle.common.data.GroupId;
import org.waggle.common.data.Problem;
import org.waggle.common.data.Rejection;
import org.waggle.common.data.Seed;
import org.waggle.common.data.SharedGroup;
import org.waggle.common.data.SharedGroup.SharedCompletion;
import org.waggle.common.data.StopReason;
import org.waggle.common.recipe.AdapterRecipe;
import org.waggle.common.recipe.FailedReward;
import org.waggle.common.recipe.PromptRecipe;
import org.waggle.common.spi.CompletionReward;
import org.waggle.executor.Examples;
import org.waggle.executor.composer.WeightedSum;
import org.waggle.executor.engine.DecoderShape;
import org.waggle.executor.exchange.ExchangeWorker.Examined;
import org.waggle.executor.guard.Guarded;
import org.waggle.executor.policy.ModelSpec;
import org.waggle.executor.score.ChannelWorker;
import org.waggle.executor.score.ScoreWorker;
import org.waggle.executor.tokenizer.CharacterTokenizer;
import org.waggle.executor.tokenizer.ChatTemplate;
import org.waggle.executor.tokenizer.Tokenizer;

/** A receiver whose tokens are single characters, from 2 on, of {@code 12+=<us>!}; 1 ends a sequence. */
class ExchangeWorkerTest {
    private static final CharacterTokenizer CHARACTERS = new CharacterTokenizer("12+=<us>!");
    private static final GroupId FIRST = new GroupId(3, 1, 4);
    private static final CompletionReward NUMBER = (problem, completion) -> Double.parseDouble(completion.text());

    private static ModelSpec model(PromptRecipe prompts) {
        Map<String, String> files = Map.of(
                Tokenizer.RULES_FILE, CHARACTERS.rules(),
                Tokenizer.CONFIG_FILE, CHARACTERS.config(64),
                ChatTemplate.FILE, "{% for m in messages %}<{{ m.role[:2] }}>{{ m.content }}{% endfor %}!");
        DecoderShape shape = new DecoderShape(11, 12, 10, 2, 2, 2, 6, 32, 10000, 1e-5, true);
        return new ModelSpec("policy", shape, files, prompts, new AdapterRecipe.None());
    }

    private static Examined examined(int external, SharedGroup... offers) {
        return examined(new PromptRecipe.Plain(), external, offers);
    }

    private static Examined examined(PromptRecipe prompts, int external, SharedGroup... offers) {
        ChannelWorker channels =
                new ChannelWorker(new TreeMap<>(Map.of("number", NUMBER)), 1, FailedReward.STOP, Examples.CONTEXT);
        ScoreWorker judge =
                new ScoreWorker(channels, new Guarded<>("composer", new WeightedSum(Map.of("number", 1.0)), 1));
        return new ExchangeWorker(judge, new Guarded<>("draw", new Uniform(), 1), external, Examples.SAMPLING, FIRST)
                .examine(model(prompts), List.of(offers));
    }

    private static SharedGroup shared(String... texts) {
        return shared(StopReason.END_OF_SEQUENCE, texts);
    }

    private static SharedGroup shared(StopReason stop, String... texts) {
        List<SharedCompletion> completions = Arrays.stream(texts)
                .map(text -> new SharedCompletion(text, stop, OptionalDouble.empty()))
                .toList();
        return new SharedGroup("ben", 3, 0, 7, Examples.PROBLEM, completions);
    }

    private static List<int[]> tokens(Examined examined) {
        return examined.taken().get(0).group().completions().stream()
                .map(Completion::tokens)
                .toList();
    }

    @Test
    void textBecomesTheReceiversTokensAndItsEndIsKept() {
        Examined ended = examined(1, shared("2", "12"));
        assertThat(tokens(ended)).containsExactly(new int[] {3, 1}, new int[] {2, 3, 1});
        assertThat(ended.taken().get(0).group().promptTokens()).containsExactly(2, 4, 2, 5);
        assertThat(ended.taken().get(0).rewards()).containsExactly(2, 12);
        assertThat(tokens(examined(1, shared(StopReason.LENGTH, "2", "12"))))
                .as("cut off at the sender's limit")
                .containsExactly(new int[] {3}, new int[] {2, 3});
    }

    @Test
    void theQuestionIsPutAsTheReceiversChatTemplatePutsIt() {
        Group group = examined(new PromptRecipe.Chat("", Map.of()), 1, shared("2", "12"))
                .taken()
                .get(0)
                .group();
        assertThat(group.promptTokens()).as("<us>1+1=!").containsExactly(6, 7, 8, 9, 2, 4, 2, 5, 10);
    }

    @Test
    void whatCannotBeTheReceiversIsRefusedByItsReason() {
        Examined examined = examined(
                9,
                shared("2", "3"),
                shared("2", "111111112"),
                shared("2", ""),
                shared(StopReason.LENGTH, "2", ""),
                shared(),
                shared("2", "12"));
        assertThat(examined.rejected())
                .isEqualTo(Map.of(
                        0, Rejection.NOT_ENCODABLE,
                        1, Rejection.TOO_LONG,
                        2, Rejection.UNJUDGED,
                        3, Rejection.EMPTY,
                        4, Rejection.EMPTY));
        assertThat(examined.places()).containsExactly(5);
    }

    @Test
    void aQuestionThatTheTokenizerCannotTakeIsRefused() {
        Problem foreign = new Problem("p", "What?", "2", Map.of());
        assertThat(examined(1, shared("2", "12").about(foreign)).rejected()).isEqualTo(Map.of(0, Rejection.PROMPT));
    }

    @Test
    void lookingStopsAtTheLastGroupThatIsWanted() {
        Examined examined =
                examined(2, shared("2", "2"), shared("2", "1"), shared("1", "1"), shared("1", "2"), shared("2", "12"));
        assertThat(examined.examined()).isEqualTo(4);
        assertThat(examined.places()).containsExactly(1, 3);
        assertThat(examined.taken().get(1).group().id()).isEqualTo(new GroupId(3, 1, 7));
    }

    /** SAPO's rule on all offers, and ours on a seeded order of them: each of six groups that teach is as likely. */
    @Test
    void whatIsTakenIsAUniformDrawOfAllThatTeach() {
        List<SharedGroup> offers = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            offers.add(i % 2 == 0 ? shared("2", "2") : shared("2", "1".repeat(1 + i / 2)));
        }
        int[] taken = new int[offers.size()];
        int draws = 3000;
        for (int draw = 0; draw < draws; draw++) {
            List<Integer> order = order(Examples.CONTEXT.seed().at(draw), offers.size());
            examined(2, order.stream().map(offers::get).toArray(SharedGroup[]::new))
                    .places()
                    .forEach(place -> taken[order.get(place)]++);
        }
        // Five standard deviations of a binomial with p = 1/3.
        assertThat(taken[0] + taken[2] + taken[4] + taken[6] + taken[8] + taken[10])
                .isZero();
        for (int odd = 1; odd < taken.length; odd += 2) {
            assertThat(taken[odd]).isCloseTo(draws / 3, within(130));
        }
    }

    private static List<Integer> order(Seed seed, int size) {
        return IntStream.range(0, size)
                .boxed()
                .sorted(Comparator.comparingLong(i -> seed.at(i).bits()))
                .toList();
    }
}
