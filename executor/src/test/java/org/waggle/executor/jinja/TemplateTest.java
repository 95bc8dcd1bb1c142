package org.waggle.executor.jinja;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.waggle.common.failure.RunException;

/** Expected texts were made by Jinja 3.1.6 itself, set up as transformers does. */
class TemplateTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Clock SIXTH_OF_JULY = Clock.fixed(Instant.parse("2024-07-06T05:04:03Z"), ZoneOffset.UTC);

    private static JsonNode cases() throws IOException {
        return JSON.readTree(Path.of("src/test/resources/jinja/cases.json").toFile());
    }

    static Stream<JsonNode> expressions() throws IOException {
        return StreamSupport.stream(cases().get("expressions").spliterator(), false);
    }

    static Stream<JsonNode> chats() throws IOException {
        return StreamSupport.stream(cases().get("chats").spliterator(), false);
    }

    private static String rendered(String template, JsonNode variables) {
        return Template.of(template).render(variables, SIXTH_OF_JULY);
    }

    private static String rendered(String template) {
        return rendered(template, JSON.createObjectNode());
    }

    @ParameterizedTest
    @MethodSource("expressions")
    void everyPartOfTheLanguageGivesWhatJinjaGives(JsonNode row) throws IOException {
        assertThat(rendered(row.get("template").textValue(), cases().get("variables")))
                .isEqualTo(row.get("text").textValue());
    }

    @ParameterizedTest
    @MethodSource("chats")
    void templatesInTheMannerOfPublishedOnesGiveWhatJinjaGives(JsonNode row) {
        assertThat(rendered(row.get("template").textValue(), row.get("variables")))
                .isEqualTo(row.get("text").textValue());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '→', quoteCharacter = '`', textBlock = """
            {{ ''.__class__ }} → attribute '__class__' of str is out of bounds
            {{ [].__class__.__mro__ }} → attribute '__class__' of list is out of bounds
            {{ ''['__class__'] }} → attribute '__class__' of str is out of bounds
            {{ ''.getClass() }} → str has no attribute 'getClass'
            {{ {}.getClass().forName('java.lang.Runtime') }} → dict has no attribute 'getClass'
            {{ range.class.classLoader }} → function has no attribute 'class'
            {{ '' | attr('class') | attr('name') }} → str has no attribute 'class'
            {{ [].append(1) }} → list has no attribute 'append'
            {{ cycler.__init__.__globals__ }} → 'cycler' is undefined
            {{ ____int3rpr3t3r____.config }} → '____int3rpr3t3r____' is undefined
            """)
    void nothingBeyondTheTemplatesValuesCanBeReached(String template, String reason) {
        assertThatThrownBy(() -> rendered(template))
                .isInstanceOf(RunException.class)
                .hasMessageContaining(reason)
                .hasMessageStartingWith("Cannot render the chat template: ")
                .hasMessageEndingWith(" (line 1 of the template)");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '→', quoteCharacter = '`', textBlock = """
            {% for a in range(9999) %}{% for b in range(9999) %}{% endfor %}{% endfor %} → it takes more than 2,000,000 steps
            {% macro f() %}{{ f() }}{% endmacro %}{{ f() }} → it calls and nests more than 400 deep
            {{ range(1000000000) }} → a range of more than 100,000 items
            {{ 'x' * 1000000000 }} → it makes more than 64,000,000 characters
            {{ [1, 2] * 2000000000 }} → it makes more than 64,000,000 characters
            {{ 'x'.rjust(1000000000) }} → it makes more than 64,000,000 characters
            {{ ('x' * 9999) | replace('x', 'y' * 9999) }} → it makes more than 64,000,000 characters
            {% set n = namespace(t='x') %}{% for i in range(99) %}{% set n.t = n.t ~ n.t %}{% endfor %} → it makes more than 64,000,000 characters
            {% set n = namespace(t=[]) %}{% for i in range(99) %}{% set n.t = [n.t, n.t] %}{% endfor %} → it makes more than 64,000,000 characters
            {% set t = 'x' * 9000000 %}{% for i in range(999) %}{{ 'y' in t }}{% endfor %} → it reads more than 2,000,000,000 characters
            {{ 99 ** 99 }} → a number of more than 64 bits
            """)
    void aTemplateThatDoesTooMuchIsStopped(String template, String reason) {
        assertThatThrownBy(() -> rendered(template))
                .isInstanceOf(RunException.class)
                .hasMessage("Cannot render the chat template: %s (line 1 of the template)", reason);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '→', quoteCharacter = '`', textBlock = """
            {{ 'a → line 1: a string that does not end
            {{ a → line 1: a tag that does not end
            {# a → line 1: a comment that does not end
            {% if a %} → line 1: the end of the template where {% endif %} should be
            {% include 'a' %} → line 1: tag 'include', which chat templates don't have
            {% import 'a' as b %} → line 1: tag 'import', which chat templates don't have
            {% break %} → line 1: a loop control outside of a loop
            {{ a | system }} → line 1: there is no filter named 'system'
            {{ a is evil }} → line 1: there is no test named 'evil'
            {{ a b }} → line 1: 'b' where }} should be
            {{ (a] }} → line 1: an unexpected ']'
            {{ a ? b }} → line 1: an unexpected character '?'
            """)
    void whatIsNoTemplateIsRefusedWithItsLine(String template, String reason) {
        assertThatThrownBy(() -> Template.of(template))
                .isInstanceOf(RunException.class)
                .hasMessage("Cannot read the chat template: %s", reason);
    }

    @Test
    void deepTemplatesAndDeepMessagesAreRefused() {
        assertThatThrownBy(() -> Template.of("{{ " + "(".repeat(9999) + ")".repeat(9999) + " }}"))
                .hasMessage("Cannot read the chat template: line 1: it nests more than 200 deep");
        assertThatThrownBy(() -> Template.of("{% if a %}".repeat(9999)))
                .hasMessage("Cannot read the chat template: line 1: it nests more than 200 deep");
        assertThatThrownBy(() -> rendered("{{ 1" + " + 1".repeat(9999) + " }}"))
                .hasMessage("Cannot render the chat template: it calls and nests more than 400 deep"
                        + " (line 1 of the template)");
        assertThatThrownBy(() -> Template.of("x".repeat(1_000_001)))
                .hasMessage("Cannot read the chat template: it has 1,000,001 characters (must be at most 1,000,000)");
    }

    @Test
    void aFailureNamesTheLineOfItsTemplate() {
        ObjectNode variables = JSON.createObjectNode().put("role", "critic");
        assertThatThrownBy(() -> rendered(
                        "a\n{% if true %}\n{{ raise_exception('No such role: ' ~ role) }}\n{% endif %}", variables))
                .isInstanceOf(RunException.class)
                .hasMessage("Cannot render the chat template: No such role: critic (line 3 of the template)");
    }
}
