package org.waggle.executor.task.gym;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.waggle.common.data.Doc;
import org.waggle.common.failure.Check;

/** {@code arc_1d}: which rule maps these rows to those? Paper: 1D-ARC (arXiv:2305.18354). */
@Doc("arc_1d: a rule on rows of cells, to be found from examples; short: 0300>0030 a line, at last 3000>.")
public record Arc1d(
        @Doc("Fewest cells of a row, at least 8.") int minSize,
        @Doc("Most cells of a row, at most 100.") int maxSize,
        @Doc("Examples of each question, from 1 to 10.") int examples,

        @Doc("Names of rules, such as gravity_left; [] for all of them.")
        List<String> rules)
        implements GymGenerator {
    private static final int LONGEST = 100;
    private static final int MOST_EXAMPLES = 10;
    private static final int TRIES = 1000;
    private static final String OPENING =
            "Find the common rule that maps an input grid to an output grid, given the examples below.\n\n";
    private static final String CLOSING =
            "Below is a test input grid. Predict the corresponding output grid by applying the rule you found. Describe how"
                    + " you derived the rule and your overall reasoning process in detail before you submit your answer."
                    + " Your final answer should be just the test output grid itself.\n\nInput:\n";

    /** Checks every range. */
    public Arc1d {
        Check.that(minSize >= 8, "min-size", minSize, "must be >= 8");
        Check.that(maxSize >= minSize && maxSize <= LONGEST, "max-size", maxSize, "must be >= min-size, <= 100");
        Check.that(examples >= 1 && examples <= MOST_EXAMPLES, "examples", examples, "must be from 1 to 10");
        for (String rule : rules) {
            Check.that(
                    ArcRules.ALL.containsKey(rule),
                    "rules",
                    rule,
                    "must be among " + String.join(", ", ArcRules.ALL.keySet()));
        }
        rules = List.copyOf(rules);
    }

    @Override
    public GymKind kind() {
        return GymKind.ARC_1D;
    }

    @Override
    public Optional<GymQuestion> draw(Chance chance) {
        String name = chance.of(rules.isEmpty() ? List.copyOf(ArcRules.ALL.keySet()) : rules);
        int size = chance.from(minSize, maxSize);
        List<int[]> inputs = new ArrayList<>();
        for (int attempt = 0; attempt < TRIES && inputs.size() <= examples; attempt++) {
            rule(name).inputs().drawn(chance, size).ifPresent(inputs::add);
        }
        return inputs.size() <= examples ? Optional.empty() : Optional.of(question(name, inputs));
    }

    private static ArcRule rule(String name) {
        ArcRule rule = ArcRules.ALL.get(name);
        if (rule == null) {
            throw new IllegalArgumentException("Unknown rule: " + name);
        }
        return rule;
    }

    /** The outputs that were noted are compared with what the rule makes of the inputs. */
    static List<GymQuestion> remade(JsonNode metadata, String question) {
        List<int[]> inputs = new ArrayList<>();
        JsonNode shown = metadata.path("train_examples");
        GymJson.require(shown.isArray() && shown.size() <= MOST_EXAMPLES, "train_examples");
        shown.forEach(example -> inputs.add(GymJson.cells(example.path("input"), LONGEST)));
        inputs.add(GymJson.cells(metadata.path("test_example").path("input"), LONGEST));
        return List.of(question(GymJson.text(metadata, "task_name"), inputs));
    }

    /** The last input is the one that is asked. */
    private static GymQuestion question(String name, List<int[]> inputs) {
        List<int[]> outputs = inputs.stream().map(rule(name).output()::of).toList();
        int last = inputs.size() - 1;
        StringBuilder text = new StringBuilder(OPENING);
        StringBuilder brief = new StringBuilder();
        List<Map<String, int[]>> noted = new ArrayList<>();
        for (int example = 0; example < last; example++) {
            int[] input = inputs.get(example);
            int[] output = outputs.get(example);
            text.append("Example %d:\nInput:  %s\nOutput: %s\n\n"
                    .formatted(example + 1, cells(input, " "), cells(output, " ")));
            brief.append(cells(input, "")).append('>').append(cells(output, "")).append('\n');
            noted.add(Map.of("input", input, "output", output));
        }
        int[] asked = inputs.get(last);
        brief.append(cells(asked, "")).append('>');
        return new GymQuestion(
                GymKind.ARC_1D,
                name + " " + brief,
                List.of(text.append(CLOSING).append(cells(asked, " ")).toString()),
                brief.toString(),
                cells(outputs.get(last), " "),
                Map.of(
                        "task_name",
                        name,
                        "size",
                        asked.length,
                        "train_examples",
                        noted,
                        "test_example",
                        Map.of("input", asked, "output", outputs.get(last))));
    }

    private static String cells(int[] row, String between) {
        return Arrays.stream(row).mapToObj(Integer::toString).collect(Collectors.joining(between));
    }
}
