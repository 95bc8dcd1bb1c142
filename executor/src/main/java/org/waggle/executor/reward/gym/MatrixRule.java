package org.waggle.executor.reward.gym;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** {@code binary_matrix}: 1 for the answer itself, 0.1 for the same matrix as a list of lists, else 0. */
record MatrixRule() implements GymScorer {
    private static final ObjectMapper LISTS = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    @Override
    public double score(@Nullable String answer, GymEntry entry) {
        if (answer == null) {
            return 0;
        }
        if (answer.equals(entry.answer())) {
            return 1;
        }
        return rows(answer).equals(entry.answer()) ? 0.1 : 0;
    }

    /** One row a line, numbers apart by a space; empty for what is no list or tuple of rows. */
    private static String rows(String answer) {
        try {
            StringJoiner rows = new StringJoiner("\n");
            for (JsonNode row : LISTS.readTree(answer.replace('(', '[').replace(')', ']'))) {
                StringJoiner cells = new StringJoiner(" ");
                row.forEach(cell -> cells.add(cell.asText()));
                rows.add(cells.toString());
            }
            return rows.toString();
        } catch (JsonProcessingException e) {
            return "";
        }
    }
}
