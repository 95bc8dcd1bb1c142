package org.waggle.common.swarm;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.waggle.common.data.RejectedException;
import org.waggle.common.data.Rejection;

/** JSON of the swarm: snake case, nothing missing, nothing unknown. What strangers wrote is read within bounds. */
final class SwarmJson {
    private static final ObjectMapper OWN = mapper(StreamReadConstraints.defaults());
    private static final ObjectMapper FOREIGN = mapper(StreamReadConstraints.builder()
            .maxNestingDepth(2)
            .maxStringLength(4096)
            .maxNameLength(64)
            .maxNumberLength(20)
            .build());

    private SwarmJson() {}

    private static ObjectMapper mapper(StreamReadConstraints constraints) {
        JsonFactory factory = JsonFactory.builder()
                .streamReadConstraints(constraints)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build();
        return JsonMapper.builder(factory)
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .build();
    }

    static byte[] bytes(Object value) {
        return line(value).getBytes(StandardCharsets.UTF_8);
    }

    static String line(Object value) {
        try {
            return OWN.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Cannot write %s as JSON".formatted(value.getClass()), e);
        }
    }

    static <T> T own(byte[] json, Class<T> type) throws IOException {
        return OWN.readValue(json, type);
    }

    static <T> T foreign(byte[] json, Class<T> type) throws RejectedException {
        try {
            return FOREIGN.readValue(json, type);
        } catch (IOException | RuntimeException e) {
            throw new RejectedException(Rejection.ENVELOPE, "the header isn't what it has to be");
        }
    }
}
