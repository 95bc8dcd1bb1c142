package org.waggle.executor.reward;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.re2j.Pattern;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaException;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.SpecVersionDetector;
import com.networknt.schema.regex.RegularExpression;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.waggle.common.data.Completion;
import org.waggle.common.data.Doc;
import org.waggle.common.data.Problem;
import org.waggle.common.failure.Check;
import org.waggle.common.spi.CompletionReward;

/** 1 if the completion is one JSON value that a JSON Schema (draft 2020-12) allows, else 0. */
@Doc("1 if the completion is one JSON value that the schema allows, white space around it apart; else 0.")
public record JsonSchemaMatch(
        @Doc("The schema as JSON text, draft 2020-12; references lead inside it, patterns are RE2's.")
        String schema) implements CompletionReward {
    private static final ObjectMapper MAPPER =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    /** Compiled once in a JVM. */
    private static final Map<String, JsonSchema> COMPILED = new ConcurrentHashMap<>();

    /** Compiles the schema, to refuse a wrong one. */
    public JsonSchemaMatch {
        try {
            COMPILED.put(schema, compiled(schema));
        } catch (JsonProcessingException e) {
            Check.that(false, "schema", schema, "must be JSON: " + e.getOriginalMessage());
        } catch (JsonSchemaException | com.google.re2j.PatternSyntaxException e) {
            Check.that(false, "schema", schema, "must be a JSON Schema: " + e.getMessage());
        }
    }

    private static JsonSchema compiled(String schema) throws JsonProcessingException {
        JsonNode node = MAPPER.readTree(schema);
        Check.that(node.isObject(), "schema", schema, "must be a JSON object");
        SpecVersion.VersionFlag version =
                SpecVersionDetector.detectOptionalVersion(node, false).orElse(SpecVersion.VersionFlag.V202012);
        JsonSchemaFactory.getInstance(version).getSchema(SchemaLocation.of(version.getId())).validate(node).stream()
                .findFirst()
                .ifPresent(wrong -> Check.that(false, "schema", schema, "must be a JSON Schema: " + wrong));
        // No schema of elsewhere is loaded: a recipe is complete, and a reward makes no requests that nobody asked for.
        JsonSchemaFactory factory = JsonSchemaFactory.getInstance(
                SpecVersion.VersionFlag.V202012,
                builder -> builder.schemaLoaders(loaders -> loaders.values(java.util.List::clear)));
        SchemaValidatorsConfig linearTime = SchemaValidatorsConfig.builder()
                .regularExpressionFactory(JsonSchemaMatch::expression)
                .build();
        JsonSchema compiled = factory.getSchema(node, linearTime);
        compiled.initializeValidators();
        return compiled;
    }

    private static RegularExpression expression(String regex) {
        Pattern pattern = Pattern.compile(regex);
        return value -> pattern.matcher(value).find();
    }

    @Override
    public double score(Problem problem, Completion completion) {
        try {
            JsonNode value = MAPPER.readTree(completion.text());
            return !value.isMissingNode() && validator().validate(value).isEmpty() ? 1 : 0;
        } catch (JsonProcessingException | ArithmeticException | NumberFormatException e) {
            // A number beyond what the validator can calculate with is no value of the schema's.
            return 0;
        }
    }

    /** Where it was sent as settings, it isn't compiled yet. */
    private JsonSchema validator() {
        return COMPILED.computeIfAbsent(schema, text -> {
            try {
                return compiled(text);
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("Cannot read a schema that was read before", e);
            }
        });
    }
}
