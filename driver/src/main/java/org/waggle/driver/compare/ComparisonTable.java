package org.waggle.driver.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.waggle.driver.metrics.NumberText;

/**
 * A comparison as rows of text: one for each arm, and one for each run.
 *
 * @param head names of the columns; the first holds text, the others numbers
 * @param rows cells, each row as long as the head
 */
record ComparisonTable(List<String> head, List<List<String>> rows) {
    private static final int DECIMALS = 3;

    static ComparisonTable ofArms(Comparison comparison) {
        List<String> head = new ArrayList<>(List.of("arm", "seeds", "before", "after", "samples", "minutes"));
        if (comparison.arms().size() > 1) {
            head.add("difference to " + comparison.arms().get(0).arm());
        }
        head.addAll(comparison.columns());
        List<List<String>> rows = new ArrayList<>();
        for (ArmSummary arm : comparison.arms()) {
            List<String> row = new ArrayList<>(List.of(
                    arm.arm(),
                    Integer.toString(arm.results().size()),
                    arm.before().text(DECIMALS),
                    arm.after().text(DECIMALS),
                    NumberText.grouped(arm.samples().value()),
                    arm.minutes().text(1)));
            if (comparison.arms().size() > 1) {
                row.add(arm.difference().map(mean -> mean.signed(DECIMALS)).orElse("–"));
            }
            for (int column = 0; column < comparison.columns().size(); column++) {
                Mean mean = arm.column(column);
                row.add(Double.isNaN(mean.value()) ? "–" : mean.text(DECIMALS));
            }
            rows.add(row);
        }
        return new ComparisonTable(head, rows);
    }

    static ComparisonTable ofRuns(Comparison comparison) {
        return new ComparisonTable(
                List.of("arm", "seed", "before", "after", "samples", "minutes"),
                comparison.arms().stream()
                        .flatMap(arm -> arm.results().stream())
                        .map(run -> List.of(
                                run.arm(),
                                Long.toString(run.seed()),
                                NumberText.fixed(run.before(), DECIMALS),
                                NumberText.fixed(run.after(), DECIMALS),
                                NumberText.grouped((double) run.samples()),
                                NumberText.fixed(run.minutes(), 1)))
                        .toList());
    }

    String markdown() {
        String rule = "|---" + "|--:".repeat(head.size() - 1) + "|\n";
        return line(head) + rule + rows.stream().map(ComparisonTable::line).collect(Collectors.joining());
    }

    private static String line(List<String> cells) {
        return cells.stream().map(cell -> cell.replace("|", "\\|")).collect(Collectors.joining(" | ", "| ", " |\n"));
    }
}
