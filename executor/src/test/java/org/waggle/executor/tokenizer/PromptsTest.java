package org.waggle.executor.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.waggle.common.data.Chat;
import org.waggle.common.data.Problem;
import org.waggle.common.failure.RunException;
import org.waggle.common.recipe.PromptRecipe;

class PromptsTest {
    private static final String CHARACTERS = "12+=<>suy!f";
    private static final Tokenizer TOKENIZER =
            Tokenizer.of(new CharacterTokenizer(CHARACTERS).rules(), new CharacterTokenizer(CHARACTERS).config(64));
    private static final Optional<ChatTemplate> TEMPLATE = ChatTemplate.of(Map.of(
            ChatTemplate.FILE,
            "{% for m in messages %}<{{ m.role[:2] }}>{{ m.content }}{% endfor %}"
                    + "{{ '!' if add_generation_prompt }}{{ 'f' if fast }}"));
    private static final Problem SUM = new Problem("1+1", "1+1=", "2", Map.of());

    @AfterAll
    static void close() {
        TOKENIZER.close();
    }

    private static Prompts prompts(PromptRecipe recipe) {
        return new Prompts(TOKENIZER, TEMPLATE, recipe);
    }

    private static Problem chat(String json) {
        return new Problem("chat", "", new Chat(json), "", Map.of());
    }

    @Test
    void plainPromptsStayAsTheyAre() {
        assertThat(prompts(new PromptRecipe.Plain()).text(SUM)).isEqualTo("1+1=");
        assertThat(prompts(new PromptRecipe.Plain()).tokens(SUM)).containsExactly(2, 4, 2, 5);
    }

    @Test
    void asAChatAPromptIsWhatTheUserSays() {
        assertThat(prompts(new PromptRecipe.Chat("", Map.of())).text(SUM)).isEqualTo("<us>1+1=!");
        assertThat(prompts(new PromptRecipe.Chat("s", Map.of("fast", "true"))).text(SUM))
                .isEqualTo("<sy>s<us>1+1=!f");
        assertThat(prompts(new PromptRecipe.Chat("", Map.of())).tokens(SUM))
                .containsExactly(6, 9, 8, 7, 2, 4, 2, 5, 11);
    }

    @Test
    void aChatKeepsWhatItSaysItself() {
        Prompts prompts = prompts(new PromptRecipe.Chat("s", Map.of("fast", "true")));
        assertThat(prompts.text(chat("{\"messages\": [{\"role\": \"system\", \"content\": \"y\"}], \"fast\": false}")))
                .isEqualTo("<sy>y!");
        assertThat(prompts(new PromptRecipe.Plain())
                        .text(chat("{\"messages\": [{\"role\": \"user\", \"content\": \"1\"}],"
                                + " \"add_generation_prompt\": false}")))
                .isEqualTo("<us>1");
    }

    @Test
    void aModelWithoutATemplateIsGivenNoChat() {
        String message = "Cannot render a chat: the model has no chat template, neither in chat_template.jinja nor in"
                + " tokenizer_config.json (give it plain prompts)";
        assertThatThrownBy(() -> new Prompts(TOKENIZER, Optional.empty(), new PromptRecipe.Chat("", Map.of())))
                .isInstanceOf(RunException.class)
                .hasMessage(message);
        Prompts plain = new Prompts(TOKENIZER, Optional.empty(), new PromptRecipe.Plain());
        assertThatThrownBy(() -> plain.tokens(chat("{\"messages\": []}"))).hasMessage(message);
    }

    @Test
    void damagedChatsAndVariablesAreNamed() {
        assertThatThrownBy(() -> prompts(new PromptRecipe.Plain()).tokens(chat("[]")))
                .hasMessage("Invalid chat: [] (must be a JSON object with messages)");
        assertThatThrownBy(() -> prompts(new PromptRecipe.Chat("", Map.of("fast", "tru"))))
                .isInstanceOf(RunException.class)
                .hasMessageStartingWith("Cannot read variable fast: not JSON (");
    }
}
