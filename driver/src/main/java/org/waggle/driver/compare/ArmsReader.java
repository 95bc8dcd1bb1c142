package org.waggle.driver.compare;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.waggle.common.failure.FailureKind;
import org.waggle.common.failure.RunException;

/** Reads an {@link ArmsFile} strictly: what is unknown, missing, twice or of another type is refused with its line. */
public final class ArmsReader {
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    private final YamlCursor cursor;
    private String name = "";
    private String metric = "";
    private final List<Long> seeds = new ArrayList<>();
    private final List<Arm> arms = new ArrayList<>();

    private ArmsReader(YamlCursor cursor) {
        this.cursor = cursor;
    }

    /**
     * Reads the text of a file.
     *
     * @param file its name, for messages
     * @throws RunException of kind INPUT, as {@code what is wrong (what would be right), FILE line LINE}
     */
    public static ArmsFile parse(String file, String text) {
        try (JsonParser parser = YAML.createParser(text)) {
            parser.enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
            return new ArmsReader(new YamlCursor(file, parser)).read();
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
            String first = e.getOriginalMessage().lines().findFirst().orElse("");
            throw new RunException(
                    FailureKind.INPUT, "Cannot read YAML: %s, %s line %d".formatted(first, file, line), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ArmsFile read() throws IOException {
        cursor.begin();
        int line = cursor.line();
        cursor.mapping("arms file", Map.of("name", true, "seeds", true, "metric", true, "arms", true), this::field);
        cursor.end();
        return cursor.checked(line, () -> new ArmsFile(name, seeds, metric, arms));
    }

    private void field(String key) throws IOException {
        switch (key) {
            case "name" -> name = cursor.text(key);
            case "metric" -> metric = cursor.text(key);
            case "seeds" -> cursor.list(key, () -> seeds.add(cursor.whole(key)));
            default -> cursor.mapping(key, Map.of(), this::arm);
        }
    }

    private void arm(String armName) throws IOException {
        if (!armName.matches("[A-Za-z0-9][A-Za-z0-9+._-]*")) {
            throw cursor.wrong("Invalid arm: %s (must be letters, digits, '+', '.', '_', '-')".formatted(armName));
        }
        List<String> recipe = new ArrayList<>();
        Map<String, String> set = new LinkedHashMap<>();
        cursor.mapping("arms." + armName, Map.of("recipe", true, "set", false), key -> {
            if (key.equals("recipe")) {
                recipe.add(cursor.text(key));
            } else {
                cursor.mapping(key, Map.of(), path -> set.put(path, cursor.json()));
            }
        });
        arms.add(new Arm(armName, recipe.get(0), set));
    }
}
