package org.waggle.driver.compare;

import java.util.List;
import org.waggle.common.data.Doc;
import org.waggle.common.failure.Check;

/**
 * What {@code waggle compare} reads: arms, and the seeds with which each of them runs.
 *
 * @param name names the comparison and its folder
 * @param seeds seeds of the runs; the same for each arm, so that differences can be paired
 * @param metric what is compared: {@code EVALUATOR/METRIC}, such as {@code held-out/pass@1}
 * @param columns names of numbers in {@code metrics.jsonl} that are shown beside it
 * @param arms the arms in the order of the file; differences are to the first
 */
@Doc("Arms that are compared, and the seeds with which each of them runs.")
public record ArmsFile(
        @Doc("Names the comparison and its folder.") String name,
        @Doc("Seeds of the runs; the same for each arm.") List<Long> seeds,

        @Doc("What is compared, as EVALUATOR/METRIC, such as held-out/pass@1.")
        String metric,

        @Doc(
                "Numbers of metrics.jsonl that are shown beside it, such as reward/mean: means over the last ten steps that have them; [] for none.")
        List<String> columns,

        @Doc("The arms; differences are to the first.") List<Arm> arms) {
    /** Checks every range. */
    public ArmsFile {
        Check.that(name.matches("[A-Za-z0-9][A-Za-z0-9._-]*"), "name", name, "must be letters, digits, '.', '_', '-'");
        Check.that(!seeds.isEmpty(), "seeds", seeds, "must have at least one seed");
        Check.that(seeds.stream().distinct().count() == seeds.size(), "seeds", seeds, "must differ");
        Check.that(metric.matches("[^/]+/.+"), "metric", metric, "must be EVALUATOR/METRIC, such as held-out/pass@1");
        Check.that(!arms.isEmpty(), "arms", "[]", "must have at least one arm");
        List<String> names = arms.stream().map(Arm::name).toList();
        Check.that(names.stream().distinct().count() == names.size(), "arms", names, "names must differ");
        seeds = List.copyOf(seeds);
        columns = List.copyOf(columns);
        arms = List.copyOf(arms);
    }

    /** The metric's name in {@code metrics.jsonl}. */
    public String metricName() {
        return "eval/" + metric;
    }
}
