package org.waggle.executor.evaluator;

import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.waggle.common.data.Doc;
import org.waggle.common.data.SamplingSettings;
import org.waggle.common.data.ScoredGroup;
import org.waggle.common.failure.Check;
import org.waggle.common.spi.Evaluator;

/** Another evaluator's metrics, over all problems and over those of each kind, such as {@code bf/pass@1}. */
@Doc("What another evaluator says, of all problems and of each kind of them, such as bf/pass@1.")
public record ByColumn(
        @Doc("Column of the problems that tells their kind, such as kind of the task reasoning-gym.")
        String column,

        @Doc("Its values; problems with others count only among all.")
        List<String> values,

        @Doc("What is measured.") Evaluator evaluator)
        implements Evaluator {
    /** Checks that there are values. */
    public ByColumn {
        Check.that(!column.isBlank(), "column", "''", "must name a column of the problems");
        Check.that(!values.isEmpty(), "values", "[]", "must have at least one value");
        Check.that(
                values.stream().noneMatch(value -> value.isBlank() || value.contains("/")),
                "values",
                values,
                "must not be blank, nor have a /");
        values = List.copyOf(values);
    }

    @Override
    public int problems() {
        return evaluator.problems();
    }

    @Override
    public int samples() {
        return evaluator.samples();
    }

    @Override
    public SamplingSettings sampling() {
        return evaluator.sampling();
    }

    private static String name(String value, String metric) {
        return value + "/" + metric;
    }

    @Override
    public SortedSet<String> metrics() {
        SortedSet<String> metrics = new TreeSet<>(evaluator.metrics());
        values.forEach(value -> evaluator.metrics().forEach(metric -> metrics.add(name(value, metric))));
        return metrics;
    }

    @Override
    public SortedMap<String, Double> measure(ScoredGroup group) {
        SortedMap<String, Double> measured = new TreeMap<>(evaluator.measure(group));
        String value = group.group().problem().extra().getOrDefault(column, "");
        if (values.contains(value)) {
            evaluator.measure(group).forEach((metric, number) -> measured.put(name(value, metric), number));
        }
        return measured;
    }

    @Override
    public String objection(Collection<String> channels) {
        return evaluator.objection(channels);
    }
}
