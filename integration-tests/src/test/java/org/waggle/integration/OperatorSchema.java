package org.waggle.integration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * The operator's own schema of an object, closed: an unknown field, which the API server would drop in silence, is an
 * objection.
 */
record OperatorSchema(JsonNode root) {
    /**
     * The schema of a kind of Kubeflow's operator.
     *
     * @param plural as in the API: {@code sparkapplications}
     */
    static OperatorSchema of(String plural) throws IOException {
        return read(plural + ".v1beta2");
    }

    /**
     * A schema.
     *
     * @param name plural and version, as in the API: {@code sparkapplications.v1} is of Apache's operator
     */
    static OperatorSchema read(String name) throws IOException {
        try (InputStream in = OperatorSchema.class.getResourceAsStream("/operators/%s.json.gz".formatted(name))) {
            if (in == null) {
                throw new FileNotFoundException("There is no schema " + name);
            }
            JsonNode root = new ObjectMapper().readTree(new GZIPInputStream(in));
            close(root);
            return new OperatorSchema(root);
        }
    }

    private static void close(JsonNode schema) {
        if (schema instanceof ObjectNode object
                && object.has("properties")
                && !object.path("x-kubernetes-preserve-unknown-fields").asBoolean()) {
            object.put("additionalProperties", false);
        }
        schema.forEach(OperatorSchema::close);
    }

    /** What is wrong with an object. */
    List<String> objections(JsonNode object) {
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(root).validate(object).stream()
                .map(ValidationMessage::getMessage)
                .sorted()
                .toList();
    }

    /** The schema of a part, by its names from the root on. */
    OperatorSchema part(String... names) {
        JsonNode part = root;
        for (String name : names) {
            part = name.equals("[]")
                    ? part.at("/items")
                    : part.at("/properties").path(name);
        }
        return new OperatorSchema(part);
    }
}
