package org.waggle.executor.evaluator;

import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.waggle.common.data.SamplingSettings;
import org.waggle.common.data.ScoredGroup;
import org.waggle.common.spi.Evaluator;

/**
 * Several evaluators that look at the same completions.
 *
 * @param evaluators at least one, which ask for the same
 */
public record Together(List<Evaluator> evaluators) implements Evaluator {
    /** Copies the list. */
    public Together {
        evaluators = List.copyOf(evaluators);
    }

    @Override
    public int problems() {
        return evaluators.get(0).problems();
    }

    @Override
    public int samples() {
        return evaluators.get(0).samples();
    }

    @Override
    public SamplingSettings sampling() {
        return evaluators.get(0).sampling();
    }

    @Override
    public SortedSet<String> metrics() {
        return evaluators.stream()
                .flatMap(evaluator -> evaluator.metrics().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Override
    public SortedMap<String, Double> measure(ScoredGroup group) {
        SortedMap<String, Double> all = new TreeMap<>();
        evaluators.forEach(evaluator -> all.putAll(evaluator.measure(group)));
        return all;
    }

    @Override
    public String objection(Collection<String> channels) {
        return evaluators.stream()
                .map(evaluator -> evaluator.objection(channels))
                .filter(objection -> !objection.isEmpty())
                .findFirst()
                .orElse("");
    }
}
