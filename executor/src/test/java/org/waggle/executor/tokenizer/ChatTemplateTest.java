package org.waggle.executor.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.waggle.common.failure.RunException;

class ChatTemplateTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path GOLDEN = Path.of("src/test/resources/golden/chat-templates.json");

    static Stream<JsonNode> golden() throws IOException {
        return StreamSupport.stream(JSON.readTree(GOLDEN.toFile()).spliterator(), false);
    }

    private static ObjectNode chat(String json) throws IOException {
        return (ObjectNode) JSON.readTree(json);
    }

    private static Map<String, String> config(Object template, String beginning) throws IOException {
        return Map.of(
                Tokenizer.CONFIG_FILE,
                JSON.writeValueAsString(Map.of("chat_template", template, "bos_token", beginning)));
    }

    @ParameterizedTest
    @MethodSource("golden")
    void chatsBecomeTheTextsOfTransformers(JsonNode golden) throws IOException {
        ChatTemplate template = ChatTemplate.of(config(
                        golden.get("source").textValue(),
                        golden.get("bos_token").asText("")))
                .orElseThrow();
        for (JsonNode row : golden.get("cases")) {
            ObjectNode chat = (ObjectNode) row;
            if (row.has("error")) {
                assertThatThrownBy(() -> template.text(chat))
                        .isInstanceOf(RunException.class)
                        .hasMessageContaining(row.get("error").textValue());
            } else {
                assertThat(template.text(chat)).isEqualTo(row.get("text").textValue());
            }
        }
    }

    @Test
    void aFileOfItsOwnGoesBeforeTheConfiguration() throws IOException {
        Map<String, String> files = Map.of(
                ChatTemplate.FILE, "{{ bos_token }}{{ messages[0].content }}!",
                Tokenizer.CONFIG_FILE, "{\"chat_template\": \"?\", \"bos_token\": {\"content\": \"<s>\"}}");
        assertThat(ChatTemplate.of(files)
                        .orElseThrow()
                        .text(chat("{\"messages\": [{\"role\": \"user\", \"content\": \"Hi\"}]}")))
                .isEqualTo("<s>Hi!");
    }

    @Test
    void ofNamedTemplatesToolsTakeTheirOwn() throws IOException {
        List<Map<String, String>> named = List.of(
                Map.of("name", "default", "template", "plain"),
                Map.of("name", "tool_use", "template", "{{ tools | length }} tools"));
        ChatTemplate template = ChatTemplate.of(config(named, "")).orElseThrow();
        assertThat(template.text(chat("{\"messages\": []}"))).isEqualTo("plain");
        assertThat(template.text(chat("{\"messages\": [], \"tools\": [1, 2]}"))).isEqualTo("2 tools");
        ChatTemplate toolsOnly =
                ChatTemplate.of(config(named.subList(1, 2), "")).orElseThrow();
        assertThatThrownBy(() -> toolsOnly.text(chat("{\"messages\": []}")))
                .hasMessage("Cannot render a chat: the model's chat templates are [tool_use]"
                        + " (one must be named default)");
    }

    @Test
    void whatIsNoChatIsRefused() throws IOException {
        ChatTemplate template = ChatTemplate.of(config("x", "")).orElseThrow();
        assertThat(ChatTemplate.of(Map.of(Tokenizer.CONFIG_FILE, "{}"))).isEmpty();
        assertThatThrownBy(() -> template.text(chat("{\"messages\": \"Hi\"}")))
                .hasMessage("Invalid messages: \"Hi\" (must be a list of messages)");
        assertThatThrownBy(() -> template.text(chat("{\"messages\": [{\"content\": \"Hi\"}]}")))
                .hasMessage("Invalid messages: {\"content\":\"Hi\"} (a message must have a role)");
    }
}
