package org.waggle.driver.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waggle.executor.tokenizer.CharacterTokenizer;

class TokenizeCommandTest {
    private static final String TEMPLATE =
            "{% for m in messages %}{{ raise_exception('Who is ' ~ m.role) if m.role not in 'users' }}<{{ m.content }}>"
                    + "{% endfor %}{{ '!' if add_generation_prompt }}{{ tools | length if tools }}";

    @TempDir
    private Path model;

    @BeforeEach
    void write() throws IOException {
        CharacterTokenizer tokenizer = new CharacterTokenizer("0123456789+=<>!é");
        Files.writeString(model.resolve("config.json"), "{}");
        Files.writeString(model.resolve("tokenizer.json"), tokenizer.rules());
        Files.writeString(model.resolve("tokenizer_config.json"), tokenizer.config(64));
        Files.writeString(model.resolve("chat_template.jinja"), TEMPLATE);
    }

    /** Input is written with ' for ". */
    private Said tokenize(String input) {
        return Said.to(input.replace('\'', '"'), "tokenize", "--model", model.toString());
    }

    @Test
    void textsAndChatsBecomeTokens() {
        Said said = tokenize("""
                        {'text': '1+1=é'}

                        {'messages': [{'role': 'user', 'content': '2'}], 'add_generation_prompt': true}
                        {'messages': [{'role': 'user', 'content': '2'}], 'tools': [1, 2, 3]}
                        """);
        assertThat(said.out().replace('"', '\'')).isEqualTo("""
                        {'text':'1+1=é','ids':[3,12,3,13,17]}
                        {'text':'<2>!','ids':[14,4,15,16]}
                        {'text':'<2>3','ids':[14,4,15,5]}
                        """);
        assertThat(said.code()).isZero();
    }

    @Test
    void aBadLineIsNamedByItsNumber() {
        assertThat(tokenize("{'text': '1'}\n\n{'text': 'x'}"))
                .isEqualTo(
                        new Said(
                                2,
                                "{\"text\":\"1\",\"ids\":[3]}\n",
                                "waggle: Cannot encode 'x': character 'x' (U+0078) (the tokenizer's vocabulary lacks it), line 3\n"));
        assertThat(tokenize("{'messages': [{'role': 'critic', 'content': '1'}]}")
                        .err())
                .isEqualTo("waggle: Cannot render the chat template: Who is critic (line 1 of the template), line 1\n");
        assertThat(tokenize("{'txt': '1'}").err()).isEqualTo("waggle: Missing value: text or messages, line 1\n");
        assertThat(tokenize("{'text").err()).startsWith("waggle: Cannot read line 1: it is not JSON (");
        assertThat(tokenize("{'text': 5}").err()).isEqualTo("waggle: Invalid text: 5 (must be text), line 1\n");
        assertThat(tokenize("{'text': '1', 'messages': []}").err())
                .isEqualTo("waggle: Invalid line 1: text and messages (must be one of them)\n");
        assertThat(tokenize("{'text': '1', 'text': '2'}").err()).contains("line 1", "Duplicate field 'text'");
        assertThat(tokenize("{'text': '1'} {'text': '2'}").err())
                .isEqualTo("waggle: Cannot read line 1: it has more than one JSON value\n");
        assertThat(tokenize("{'text': '\\ud800'}").err())
                .isEqualTo("waggle: Cannot read line 1: it has half a surrogate pair (\\ud800 to \\udfff)\n");
    }

    @Test
    void aLineThatIsNotUtf8IsNamedByItsNumber() {
        byte[] latin = "{\"text\": \"1\"}\n{\"text\": \"é\"}\n".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(Said.to(latin, "tokenize", "--model", model.toString()))
                .isEqualTo(
                        new Said(2, "{\"text\":\"1\",\"ids\":[3]}\n", "waggle: Cannot read line 2: it is not UTF-8\n"));
    }

    @Test
    void aModelWithoutATemplateTakesNoChats() throws IOException {
        Files.delete(model.resolve("chat_template.jinja"));
        assertThat(tokenize("{'messages': []}").err())
                .isEqualTo("waggle: Cannot render a chat: the model has no chat template, neither in"
                        + " chat_template.jinja nor in tokenizer_config.json (give it plain prompts), line 1\n");
    }
}
