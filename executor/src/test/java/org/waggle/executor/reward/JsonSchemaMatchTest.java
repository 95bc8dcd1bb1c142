package org.waggle.executor.reward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class JsonSchemaMatchTest {
    private static final JsonSchemaMatch REWARD = new JsonSchemaMatch("""
            {"type": "object", "required": ["answer"], "additionalProperties": false,
             "properties": {"answer": {"type": "integer", "minimum": 0}, "why": {"type": "string", "pattern": "^(a+)+$"}}}
            """);

    @Test
    void onlyOneAllowedValueScoresOne() {
        assertThat(Judged.by(
                        REWARD,
                        "{\"answer\": 4}",
                        " {\"answer\": 4, \"why\": \"aa\"}\n",
                        "{\"answer\": -4}",
                        "{\"answer\": \"4\"}",
                        "{\"answer\": 4, \"other\": 1}",
                        "{\"answer\": 4} {}",
                        "{\"answer\": 4",
                        "So: {\"answer\": 4}",
                        ""))
                .containsExactly(1, 1, 0, 0, 0, 0, 0, 0, 0);
    }

    @Test
    void hostileCompletionsAreDoneAtOnce() {
        assertThat(Judged.by(
                        REWARD, "[".repeat(100_000), "{\"answer\": 4, \"why\": \"%sb\"}".formatted("a".repeat(50_000))))
                .containsExactly(0, 0);
    }

    @Test
    void aNumberBeyondCalculationIsNoValue() {
        assertThat(Judged.by(new JsonSchemaMatch("{\"multipleOf\": 3}"), "1e999999999", "9"))
                .containsExactly(0, 1);
    }

    @Test
    void aSchemaThatIsNoneIsRefused() {
        assertThatThrownBy(() -> new JsonSchemaMatch("{"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Invalid schema: { (must be JSON: Unexpected end-of-input");
        assertThatThrownBy(() -> new JsonSchemaMatch("4"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Invalid schema: 4 (must be a JSON object)");
    }

    @Test
    void aSchemaThatAllowsNothingByMistakeIsRefused() {
        assertThatThrownBy(() -> new JsonSchemaMatch("{\"type\": \"objec\"}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Invalid schema: {\"type\": \"objec\"} (must be a JSON Schema: $.type: ");
    }

    @Test
    void aSchemaIsReadByTheDraftThatItNames() {
        String schema = "{\"$schema\": \"http://json-schema.org/draft-07/schema#\","
                + " \"items\": [{\"type\": \"integer\"}, {\"type\": \"string\"}]}";
        assertThat(Judged.by(new JsonSchemaMatch(schema), Judged.problem(""), "[1, \"a\"]"))
                .isEqualTo(1);
        assertThat(Judged.by(new JsonSchemaMatch(schema), Judged.problem(""), "[1, 2]"))
                .isZero();
    }

    @Test
    void noSchemaOfElsewhereIsLoaded() {
        assertThatThrownBy(() -> new JsonSchemaMatch("{\"$ref\": \"http://localhost:1/schema.json\"}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must be a JSON Schema: ");
    }
}
