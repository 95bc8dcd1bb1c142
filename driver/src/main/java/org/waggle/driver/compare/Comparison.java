package org.waggle.driver.compare;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Arms against each other.
 *
 * @param name name of the comparison
 * @param metric what is compared, {@code EVALUATOR/METRIC}
 * @param columns names of the other numbers
 * @param arms the arms in the order of the file; the first is the one that others are compared to
 */
public record Comparison(String name, String metric, List<String> columns, List<ArmSummary> arms) {
    /** Copies the lists. */
    public Comparison {
        columns = List.copyOf(columns);
        arms = List.copyOf(arms);
    }

    /** Runs every arm with every seed: all arms of the first seed, then all of the next. */
    public static Comparison run(ArmsFile file, ArmRunner runner) {
        List<ArmResult> results = new ArrayList<>();
        file.seeds().forEach(seed -> file.arms().forEach(arm -> results.add(runner.run(arm, seed))));
        return of(file, results);
    }

    /** The comparison of what was run, in any order; an arm without a result is left out. */
    public static Comparison of(ArmsFile file, List<ArmResult> results) {
        List<List<ArmResult>> runs = file.arms().stream()
                .map(arm -> ofArm(arm, results))
                .filter(list -> !list.isEmpty())
                .toList();
        List<ArmSummary> arms = new ArrayList<>();
        for (List<ArmResult> arm : runs) {
            Optional<Mean> difference = arms.isEmpty() ? Optional.empty() : Optional.of(difference(arm, runs.get(0)));
            arms.add(new ArmSummary(arm.get(0).arm(), arm, difference));
        }
        return new Comparison(file.name(), file.metric(), file.columns(), arms);
    }

    /** Whether all runs of all arms generated the same number of samples. */
    public boolean samplesAreEqual() {
        return arms.stream()
                        .flatMap(arm -> arm.results().stream())
                        .mapToLong(ArmResult::samples)
                        .distinct()
                        .count()
                <= 1;
    }

    private static List<ArmResult> ofArm(Arm arm, List<ArmResult> results) {
        return results.stream()
                .filter(result -> result.arm().equals(arm.name()))
                .sorted(Comparator.comparingLong(ArmResult::seed))
                .toList();
    }

    private static Mean difference(List<ArmResult> arm, List<ArmResult> first) {
        return Mean.of(arm.stream()
                .flatMapToDouble(run -> first.stream()
                        .filter(other -> other.seed() == run.seed())
                        .mapToDouble(other -> run.after() - other.after()))
                .toArray());
    }
}
