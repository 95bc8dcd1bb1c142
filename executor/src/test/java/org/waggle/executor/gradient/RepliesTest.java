package org.waggle.executor.gradient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.waggle.common.data.Chat;
import org.waggle.common.data.Problem;
import org.waggle.common.data.TrainingSequence;
import org.waggle.common.recipe.PromptRecipe;
import org.waggle.executor.tokenizer.CharacterTokenizer;
import org.waggle.executor.tokenizer.ChatTemplate;
import org.waggle.executor.tokenizer.Prompts;
import org.waggle.executor.tokenizer.Tokenizer;

class RepliesTest {
    private static final CharacterTokenizer CHARACTERS = new CharacterTokenizer("[]auhiox?.;");
    private static final Tokenizer TOKENIZER = Tokenizer.of(CHARACTERS.rules(), CHARACTERS.config(100));
    private static final int END = TOKENIZER.endOfSequence();

    private static final String TURNS =
            "{% for m in messages %}[{{ m.role[0] }}]{{ m.content }}<eos>;{% endfor %}{% if add_generation_prompt %}[a]{% endif %}";

    /** Two turns of the user, with a reply between. */
    private static final Problem TWO_TURNS = new Problem(
            "id",
            "o?",
            new Chat("{\"messages\": [{\"role\": \"user\", \"content\": \"hi\"},"
                    + "{\"role\": \"assistant\", \"content\": \"ho\"}, {\"role\": \"user\", \"content\": \"o?\"}]}"),
            "",
            Map.of());

    private static Replies replies(String template) {
        return new Replies(
                new Prompts(TOKENIZER, ChatTemplate.of(Map.of(ChatTemplate.FILE, template)), new PromptRecipe.Plain()));
    }

    /** The tokens as text, with {@code $} for the end of a sequence. */
    private static String text(int[] tokens) {
        StringBuilder text = new StringBuilder();
        for (int token : tokens) {
            text.append(token == END ? "$" : TOKENIZER.decode(new int[] {token}));
        }
        return text.toString();
    }

    /** Which tokens count, each with a letter of its own. */
    private static String trained(TrainingSequence sequence) {
        StringBuilder text = new StringBuilder(text(sequence.tokens()));
        for (int i = 0; i < text.length(); i++) {
            if (!sequence.trained()[i]) {
                text.setCharAt(i, '_');
            }
        }
        return text.toString();
    }

    @Test
    void everyTurnOfTheAssistantCountsUpToItsEnd() {
        TrainingSequence sequence = replies(TURNS).conversation(TWO_TURNS, "i.");

        assertThat(text(sequence.promptTokens())).isEqualTo("[u]hi$;[a]");
        assertThat(text(sequence.tokens())).isEqualTo("ho$;[u]o?$;[a]i.$");
        assertThat(trained(sequence)).isEqualTo("ho$___________i.$");
        assertThat(sequence.advantage()).containsOnly(1f).hasSize(17);
    }

    @Test
    void aReplyAloneCountsByItself() {
        TrainingSequence sequence = replies(TURNS).reply(TWO_TURNS, "i.");

        assertThat(text(sequence.promptTokens())).isEqualTo("[u]hi$;[a]ho$;[u]o?$;[a]");
        assertThat(trained(sequence)).isEqualTo("i.$");
    }

    @Test
    void thePromptIsWhatTheModelIsGivenWhenItGenerates() {
        Replies replies = replies(TURNS);

        assertThat(replies.reply(TWO_TURNS, "i.").promptTokens())
                .isEqualTo(replies.prompts().tokens(TWO_TURNS));
    }

    @Test
    void aTurnThatHasNoEndCountsAsItIs() {
        String endless = TURNS.replace("<eos>", "");

        assertThat(trained(replies(endless).conversation(TWO_TURNS, "i."))).isEqualTo("ho;_________i.;");
    }

    @Test
    void aTemplateThatRewritesWhatWasSaidIsRefusedUnlessOnlyTheLastReplyCounts() {
        String forgetful = TURNS.replace("{{ m.content }}", "{% if loop.last %}x{% endif %}{{ m.content }}");
        Replies replies = replies(forgetful);

        assertThatThrownBy(() -> replies.conversation(TWO_TURNS, "i."))
                .hasMessage(
                        "Cannot tell what the assistant says in message 2 of a conversation: the model's chat template"
                                + " renders it otherwise when more follows (train on conversations with a single reply)");
    }

    @Test
    void aPlainPromptIsFollowedByTheReplyAndItsEnd() {
        Problem plain = new Problem("id", "hi?", "", Map.of());
        Replies replies = new Replies(new Prompts(TOKENIZER, Optional.empty(), new PromptRecipe.Plain()));

        TrainingSequence sequence = replies.conversation(plain, "ho.");

        assertThat(text(sequence.promptTokens())).isEqualTo("hi?");
        assertThat(trained(sequence)).isEqualTo("ho.$");
        assertThat(text(replies.reply(plain, "ho.").tokens())).isEqualTo("ho.$");
    }
}
