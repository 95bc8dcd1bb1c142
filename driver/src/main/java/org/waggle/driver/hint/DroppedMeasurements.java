package org.waggle.driver.hint;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A reward fails on completions of an evaluation, which are left out. */
record DroppedMeasurements() implements Hint {
    private static final Pattern NAME = Pattern.compile("eval/(.+)/dropped");

    @Override
    public Optional<String> seenIn(Recent recent) {
        return recent.now().entrySet().stream()
                .flatMap(metric -> told(metric.getKey(), metric.getValue()).stream())
                .findFirst();
    }

    private static Optional<String> told(String metric, double dropped) {
        Matcher evaluator = NAME.matcher(metric);
        return evaluator.matches()
                ? Optional.of(
                        "a reward failed on %.0f completions of evaluator %s, which is measured without them; with failed-rewards: stop the run tells why"
                                .formatted(dropped, evaluator.group(1)))
                : Optional.empty();
    }
}
