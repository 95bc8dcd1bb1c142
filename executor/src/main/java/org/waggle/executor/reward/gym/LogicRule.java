package org.waggle.executor.reward.gym;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * {@code propositional_logic}: 1 for a conclusion that follows from the premises, 0.25 if it is a tautology or a single
 * variable, 0.05 for one that doesn't follow, 0 for what can't be read or names a variable that the premises don't.
 */
record LogicRule() implements GymScorer {
    /** A conclusion with more variables is no answer to a problem of a few. */
    private static final int MOST_VARIABLES = 16;

    @Override
    public double score(@Nullable String answer, GymEntry entry) {
        if (answer == null || namesOthers(answer, entry.noted("variables"))) {
            return 0;
        }
        Optional<Proposition> conclusion = Proposition.parse(answer);
        if (conclusion.isEmpty()) {
            return 0;
        }
        List<Proposition> premises = new ArrayList<>();
        entry.noted("premises")
                .forEach(premise -> Proposition.parse(premise.asText()).ifPresent(premises::add));
        Set<String> variables = new TreeSet<>();
        premises.forEach(premise -> premise.collect(variables));
        conclusion.get().collect(variables);
        return variables.size() > MOST_VARIABLES ? 0 : score(conclusion.get(), premises, List.copyOf(variables));
    }

    private static boolean namesOthers(String answer, JsonNode variables) {
        Set<String> known = new TreeSet<>();
        variables.forEach(variable -> known.add(variable.asText()));
        return answer.chars().filter(c -> c >= 'A' && c <= 'Z').anyMatch(c -> !known.contains(Character.toString(c)));
    }

    private static double score(Proposition conclusion, List<Proposition> premises, List<String> variables) {
        boolean isTautology = true;
        for (int bits = 0; bits < 1 << variables.size(); bits++) {
            int row = bits;
            Proposition.Assignment truth = variable -> (row >> variables.indexOf(variable) & 1) == 1;
            boolean isTrue = conclusion.holds(truth);
            isTautology &= isTrue;
            if (!isTrue && premises.stream().allMatch(premise -> premise.holds(truth))) {
                return 0.05;
            }
        }
        return isTautology || conclusion instanceof Proposition.Variable ? 0.25 : 1;
    }
}
