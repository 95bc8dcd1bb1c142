package org.waggle.driver.metrics;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import org.waggle.common.failure.RunException;

/**
 * One step, as one line of {@code metrics.jsonl}: of one node, or of all nodes together, each of whose own numbers have
 * names {@code node/NAME/…}.
 *
 * @param step global step over all phases, from 1
 * @param phase name of the phase
 * @param node name of the policy; {@link #MEAN} of several
 * @param updates optimizer updates so far, this step's included
 * @param numbers what was measured, by the field's names ({@code reward/mean}, {@code time/step} in seconds,
 *     {@code memory/peak_rss} in bytes); a name that was not measured is absent, a number may be NaN or infinite
 * @param hints hints that began at this step
 */
public record MetricsLine(
        int step, String phase, String node, long updates, Map<String, Double> numbers, List<String> hints) {
    /** What several nodes together are called. */
    public static final String MEAN = "mean";

    private static final String NODE = "node/";
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Copies the numbers, in their order, and the hints. */
    public MetricsLine {
        numbers = Collections.unmodifiableMap(new LinkedHashMap<>(numbers));
        hints = List.copyOf(hints);
    }

    /** The number of that name, if it was measured. */
    public OptionalDouble number(String name) {
        Double value = numbers.get(name);
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    /** This line, and after it one for each node whose numbers are in it, by their names without the node's. */
    public List<MetricsLine> byNode() {
        SortedMap<String, Map<String, Double>> nodes = new TreeMap<>();
        numbers.forEach((name, value) -> {
            int slash = name.indexOf('/', NODE.length());
            if (name.startsWith(NODE) && slash > 0) {
                nodes.computeIfAbsent(name.substring(NODE.length(), slash), key -> new LinkedHashMap<>())
                        .put(name.substring(slash + 1), value);
            }
        });
        List<MetricsLine> lines = new ArrayList<>(List.of(this));
        nodes.forEach((name, own) -> lines.add(new MetricsLine(step, phase, name, updates, own, List.of())));
        return lines;
    }

    /** Held-out pass@1 of the alphabetically first evaluator, if this step had an evaluation. */
    public Optional<Accuracy> accuracy() {
        return numbers.keySet().stream()
                .filter(Accuracy::isName)
                .map(name -> Accuracy.of(name, numbers))
                .min(Comparator.comparing(Accuracy::evaluator));
    }

    /** This line with further hints. */
    public MetricsLine withHints(List<String> further) {
        return new MetricsLine(step, phase, node, updates, numbers, further);
    }

    /** One JSON object without a line break; what is not finite is written as a string, as JSON has no such numbers. */
    public String toJson() {
        ObjectNode object = JSON.createObjectNode();
        object.put("step", step).put("phase", phase).put("node", node).put("updates", updates);
        numbers.forEach(object::put);
        hints.forEach(object.withArray("hints")::add);
        return object.toString();
    }

    /**
     * Reads what {@link #toJson} wrote; numbers with names of a later version are kept.
     *
     * @throws RunException if it isn't such a line
     */
    public static MetricsLine parse(String text) {
        try {
            JsonNode object = JSON.readTree(text);
            Map<String, Double> numbers = new LinkedHashMap<>();
            object.properties().stream()
                    .filter(field -> !isHeader(field.getKey()))
                    .forEach(field -> numbers.put(field.getKey(), asNumber(field.getKey(), field.getValue())));
            return new MetricsLine(
                    object.required("step").asInt(),
                    object.required("phase").asText(),
                    object.required("node").asText(),
                    object.required("updates").asLong(),
                    numbers,
                    StreamSupport.stream(object.path("hints").spliterator(), false)
                            .map(JsonNode::asText)
                            .toList());
        } catch (JsonProcessingException e) {
            throw RunException.input("Cannot read metrics line: %s", e.getOriginalMessage());
        } catch (IllegalArgumentException e) {
            throw RunException.input("Cannot read metrics line: %s", String.valueOf(e.getMessage()));
        }
    }

    private static boolean isHeader(String name) {
        return switch (name) {
            case "step", "phase", "node", "updates", "hints" -> true;
            default -> false;
        };
    }

    private static double asNumber(String name, JsonNode value) {
        if (value.isNumber()) {
            return value.doubleValue();
        }
        return switch (value.asText()) {
            case "NaN" -> Double.NaN;
            case "Infinity" -> Double.POSITIVE_INFINITY;
            case "-Infinity" -> Double.NEGATIVE_INFINITY;
            default -> throw new IllegalArgumentException("Invalid %s: %s (must be a number)".formatted(name, value));
        };
    }
}
