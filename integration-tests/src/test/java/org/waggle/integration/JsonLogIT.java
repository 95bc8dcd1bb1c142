package org.waggle.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.ConfigurationFactory;
import org.apache.logging.log4j.core.config.ConfigurationSource;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.message.SimpleMessage;
import org.apache.logging.log4j.util.SortedArrayStringMap;
import org.junit.jupiter.api.Test;

/** Log lines in the chart's JSON format, by log4j2 itself. */
class JsonLogIT {
    @Test
    void aLineIsOneObjectThatSaysWhereItComesFrom() throws IOException {
        JsonNode line = line(Map.of(
                "waggle.run",
                "bees",
                "waggle.step",
                "12",
                "waggle.stage",
                "rollout",
                "waggle.lane",
                "3",
                "other",
                "x"));
        assertThat(line.at("/time").asText()).isEqualTo("1970-01-01T00:00:01.000Z");
        assertThat(line.at("/level").asText()).isEqualTo("WARN");
        assertThat(line.at("/message").asText()).isEqualTo("two\nlines");
        assertThat(line.at("/run").asText()).isEqualTo("bees");
        assertThat(line.at("/step").asText()).isEqualTo("12");
        assertThat(line.at("/stage").asText()).isEqualTo("rollout");
        assertThat(line.at("/lane").asText()).isEqualTo("3");
        assertThat(line.at("/exception").asText()).startsWith("java.io.IOException: gone");
        assertThat(line.has("other")).isFalse();
    }

    @Test
    void whatALineDoesNotKnowIsLeftOut() throws IOException {
        assertThat(line(Map.of()).has("lane")).isFalse();
    }

    private static JsonNode line(Map<String, String> context) throws IOException {
        Log4jLogEvent event = Log4jLogEvent.newBuilder()
                .setLoggerName("org.waggle.Test")
                .setLevel(Level.WARN)
                .setMessage(new SimpleMessage("two\nlines"))
                .setThrown(new IOException("gone"))
                .setTimeMillis(1000)
                .setContextData(new SortedArrayStringMap(context))
                .build();
        Configuration configuration = ConfigurationFactory.getInstance()
                .getConfiguration(
                        new LoggerContext("test"),
                        ConfigurationSource.fromUri(Chart.FOLDER
                                .resolve("files/log4j2-json.properties")
                                .toUri()));
        configuration.initialize();
        String text =
                new String(configuration.getAppender("stderr").getLayout().toByteArray(event), StandardCharsets.UTF_8);
        assertThat(text).endsWith("\n").doesNotContain("two\nlines");
        return new ObjectMapper().readTree(text);
    }
}
