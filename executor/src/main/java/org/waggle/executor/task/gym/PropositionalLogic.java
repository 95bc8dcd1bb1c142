package org.waggle.executor.task.gym;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.waggle.common.data.Doc;
import org.waggle.common.failure.Check;
import org.waggle.executor.reward.gym.ReasoningGym;

/**
 * {@code propositional_logic}: what follows from P → Q and P. Premises never contradict each other, and something
 * follows from them that is neither a tautology nor a single variable.
 */
@Doc("propositional_logic: a conclusion from premises, one of many; short: (P → Q), P=.")
public record PropositionalLogic(
        @Doc("Fewest variables, at least 1.") int minVariables,
        @Doc("Most variables, at most 10.") int maxVariables,
        @Doc("Fewest premises, at least 1.") int minPremises,
        @Doc("Most premises, at most 10.") int maxPremises,

        @Doc("Least depth of a premise, at least 1, which is a variable by itself.")
        int minDepth,

        @Doc("Greatest depth of a premise, at most 5.") int maxDepth)
        implements GymGenerator {
    private static final int TRIES = 100;
    private static final int LONGEST = 4000;
    private static final char FIRST = 'P';
    private static final String NOT = "¬";
    private static final List<String> OPERATORS = List.of("∧", "∨", NOT, "→", "↔");
    private static final String ASKED = """
            The following question is a propositional logic reasoning question.

            In the question we provide a list of premises. The task is to infer a correct conclusion from the premise.

            FORMAT INSTRUCTIONS:
            - Return the conclusion logic statement, as your final answer.
            - Use the following notation to denote symbols
                - OR = ∨
                - AND = ∧
                - IMPLIES = →
                - IFF = ↔
                - NOT = ¬

            Here is the question:
            Given:
            """;

    /** Checks every range. */
    public PropositionalLogic {
        Check.that(minVariables >= 1, "min-variables", minVariables, "must be >= 1");
        Check.that(
                maxVariables >= minVariables && maxVariables <= 10,
                "max-variables",
                maxVariables,
                "must be >= min-variables, <= 10");
        Check.that(minPremises >= 1, "min-premises", minPremises, "must be >= 1");
        Check.that(
                maxPremises >= minPremises && maxPremises <= 10,
                "max-premises",
                maxPremises,
                "must be >= min-premises, <= 10");
        Check.that(minDepth >= 1, "min-depth", minDepth, "must be >= 1");
        Check.that(maxDepth >= minDepth && maxDepth <= 5, "max-depth", maxDepth, "must be >= min-depth, <= 5");
    }

    @Override
    public GymKind kind() {
        return GymKind.PROPOSITIONAL_LOGIC;
    }

    @Override
    public Optional<GymQuestion> draw(Chance chance) {
        List<String> variables = variables(chance.from(minVariables, maxVariables));
        int count = chance.from(minPremises, maxPremises);
        List<String> premises = new ArrayList<>();
        for (int premise = 0; premise < count; premise++) {
            premises.add(sentence(variables, chance.from(minDepth, maxDepth), chance));
        }
        GymQuestion open = question(variables, premises, "");
        if (follows(open, contradiction(variables))) {
            return Optional.empty();
        }
        for (int attempt = 0; attempt < TRIES; attempt++) {
            String conclusion = sentence(variables, 2, chance);
            if (follows(open, conclusion)) {
                return Optional.of(question(variables, premises, conclusion));
            }
        }
        return Optional.empty();
    }

    private static String sentence(List<String> variables, int depth, Chance chance) {
        if (depth <= 1) {
            return chance.of(variables);
        }
        String operator = chance.of(OPERATORS);
        String left = sentence(variables, depth - 1, chance);
        return operator.equals(NOT)
                ? NOT + left
                : "(%s %s %s)".formatted(left, operator, sentence(variables, depth - 1, chance));
    }

    private static String contradiction(List<String> variables) {
        return "(%1$s ∧ ¬%1$s)".formatted(variables.get(0));
    }

    private static boolean follows(GymQuestion question, String conclusion) {
        return ReasoningGym.score(GymProblem.of(question, ""), conclusion) == 1;
    }

    /** The answer isn't among the metadata: any sentence that follows will do. */
    static List<GymQuestion> remade(JsonNode metadata, String question) {
        List<String> variables = GymJson.texts(metadata, "variables", 10);
        GymJson.require(variables.equals(variables(variables.size())), "variables");
        List<String> premises = GymJson.texts(metadata, "premises", 10);
        GymQuestion remade = question(variables, premises, "");
        for (String premise : premises) {
            GymJson.require(premise.length() <= LONGEST, "premises");
            GymJson.require(ReasoningGym.score(GymProblem.of(remade, ""), premise) > 0, "premises");
        }
        return List.of(remade);
    }

    private static List<String> variables(int count) {
        return IntStream.range(0, count)
                .mapToObj(place -> Character.toString(FIRST + place))
                .toList();
    }

    private static GymQuestion question(List<String> variables, List<String> premises, String conclusion) {
        StringBuilder asked = new StringBuilder(ASKED);
        for (int premise = 0; premise < premises.size(); premise++) {
            asked.append("%d. %s\n.".formatted(premise + 1, premises.get(premise)));
        }
        String brief = String.join(", ", premises) + "=";
        return new GymQuestion(
                GymKind.PROPOSITIONAL_LOGIC,
                brief,
                List.of(asked.append("What can we conclude from the above statements?")
                        .toString()),
                brief,
                conclusion,
                Map.of("premises", premises, "variables", variables));
    }
}
