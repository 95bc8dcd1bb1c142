package org.waggle.driver.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.waggle.common.data.Problem;
import org.waggle.executor.task.Dataset;

class RowProblemTest {
    private static final Dataset CHAT = Settings.of(Map.of("messages", "messages"));

    private static JsonNode row(String json) {
        try {
            return new ObjectMapper().readTree(json.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static Problem problem(Dataset settings, String json) throws BadRow {
        return new RowProblem(settings).of(row(json));
    }

    @Test
    void aSchoolBookProblemGivesItsLastNumberAsAnswerAndItsWayAsCompletion() throws BadRow {
        Dataset settings = Settings.of(
                Map.of("prompt", "question", "answer", "answer", "completion", "answer", "level", "level"),
                Map.of("answer", "#### (.+)"));

        Problem problem = problem(
                settings,
                "{'question': '3 hives of 4 bees?', 'answer': '3 * 4 = 12\\n#### 12', 'level': 2, 'more': 0}");

        assertThat(problem.prompt()).isEqualTo("3 hives of 4 bees?");
        assertThat(problem.answer()).isEqualTo("12");
        assertThat(problem.chat().isEmpty()).isTrue();
        assertThat(problem.extra())
                .containsOnly(Map.entry("completion", "3 * 4 = 12\n#### 12"), Map.entry("level", "2"));
    }

    @Test
    void aReplyAtTheEndOfAConversationIsWhatItDemonstrates() throws BadRow {
        Problem problem = problem(
                CHAT,
                "{'messages': [{'role': 'system', 'content': 'Be brief.'}, {'role': 'user', 'content': 'Hi?'},"
                        + " {'role': 'assistant', 'content': 'Ho.'}]}");

        assertThat(problem.chat().json())
                .isEqualTo("{\"messages\":[{\"role\":\"system\",\"content\":\"Be brief.\"},"
                        + "{\"role\":\"user\",\"content\":\"Hi?\"}]}");
        assertThat(problem.prompt()).isEqualTo("Hi?");
        assertThat(problem.extra()).containsOnly(Map.entry("completion", "Ho."));
    }

    @Test
    void aConversationMayBeWrittenAsTextAndBringTools() throws BadRow {
        Dataset settings = Settings.of(Map.of("messages", "m", "tools", "t"));

        Problem problem = problem(
                settings, "{'m': '[{\\'role\\':\\'user\\',\\'content\\':\\'Hi\\'}]', 't': [{'name': 'clock'}]}");

        assertThat(problem.chat().json())
                .isEqualTo("{\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}],\"tools\":[{\"name\":\"clock\"}]}");
    }

    @Test
    void aPairMayBeTextsOrConversations() throws BadRow {
        Dataset settings = Settings.of(Map.of("prompt", "p", "chosen", "good", "rejected", "bad"));

        Problem problem = problem(
                settings,
                "{'p': 'Hi', 'good': 'Ho.', 'bad': [{'role': 'user', 'content': 'Hi'},"
                        + " {'role': 'assistant', 'content': 'No.'}]}");

        assertThat(problem.extra()).containsOnly(Map.entry("chosen", "Ho."), Map.entry("rejected", "No."));
    }

    @Test
    void questionsThatDifferInWhiteSpaceOnlyHaveOneId() throws BadRow {
        Dataset settings = Settings.of(Map.of("prompt", "p"));

        String id = problem(settings, "{'p': 'two  words\\n'}").id();

        assertThat(problem(settings, "{'p': 'two words'}").id()).isEqualTo(id).hasSize(16);
        assertThat(problem(settings, "{'p': 'two Words'}").id()).isNotEqualTo(id);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            prompt   | {'q': 'x', 'r': 1}                               | it has no column 'p' (it has: q, r)
            prompt   | {'p': null}                                      | column 'p' is null
            prompt   | {'p': '  '}                                      | column 'p' is empty
            prompt   | {'p': 12}                                        | column 'p' is a number (must be text)
            prompt   | {'p': ['x']}                                     | column 'p' is a list (must be text)
            messages | {'p': 'Hi'}                                      | column 'p' is text (must be a list)
            messages | {'p': []}                                        | column 'p' is empty
            messages | {'p': [{'content': 'Hi'}]}                       | column 'p' has a message without role (it has: content)
            messages | {'p': [{'role': 'assistant', 'content': 'Ho'}]}  | the conversation has nothing but a reply
            messages | {'p': [{'role': 'system', 'content': 'Ho'}]}     | the conversation has no message of the user
            """)
    void whatIsWrongWithARowIsSaid(String name, String json, String message) {
        BadRow bad = catchThrowableOfType(BadRow.class, () -> problem(Settings.of(Map.of(name, "p")), json));

        assertThat(bad.reason()).isEqualTo(message);
    }

    @Test
    void nothingToExtractIsSaidWithThePattern() {
        Dataset settings = Settings.of(Map.of("prompt", "p", "answer", "a"), Map.of("answer", "#### (.+)"));

        BadRow bad = catchThrowableOfType(BadRow.class, () -> problem(settings, "{'p': 'x', 'a': 'twelve'}"));

        assertThat(bad.reason()).isEqualTo("column 'a' has nothing like extract.answer: #### (.+)");
    }
}
