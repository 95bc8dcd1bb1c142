package org.waggle.executor.reward.math;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.waggle.executor.Golden;
import org.waggle.executor.reward.Judged;

/** Against the verdicts of math-verify: 1594 of 1620 are the same. */
class MathVerifyTest {
    /** Reference, sign and answer of what we judge in another way, by the reason. */
    private static final Map<String, List<String>> DIFFERING = Map.of(
            "math-verify reads LaTeX in an answer between dollars or in a box only; we also read an answer that is"
                    + " nothing but mathematics",
            List.of(
                    "$\\frac{3}{4}$ = 75\\%",
                    "(1,2) = (1,2)",
                    "0.5 = \\dfrac{1}{2}",
                    "0.5 = \\frac12",
                    "2\\pi = 2\\pi",
                    "50\\% = \\dfrac{1}{2}",
                    "50\\% = \\frac12",
                    "[0,1) = [0,1)",
                    "\\begin{pmatrix}1&2\\\\3&4\\end{pmatrix} = \\begin{pmatrix}1&2\\\\3&4\\end{pmatrix}",
                    "\\frac{1}{2} = \\dfrac{1}{2}",
                    "\\frac{1}{2} = \\frac12",
                    "\\frac{\\sqrt{3}}{2} = \\frac{\\sqrt{3}}{2}",
                    "\\sqrt{2} = 2^{1/2}",
                    "\\sqrt{2} = \\sqrt{2}",
                    "\\{1,2,3\\} = \\{3,2,1\\}",
                    "x \\le 3 = x \\leq 3",
                    "x^2+1 = x**2+1",
                    "x^2+1 = x^2+1"),
            "math-verify takes e for Euler's number or for nothing; we read powers of ten",
            List.of("1.5e3 = 1500", "1000000 = 1e6"),
            "math-verify compares no words; we do",
            List.of("\\text{Paris} = Paris", "\\text{Paris} = \\text{Paris}"),
            "math-verify doesn't look into answer tags; we do",
            List.of("46 = <answer>46</answer>"),
            "math-verify overlooks the word minus; we read it",
            List.of("-3 = minus 3", "3 \\text{ cm} ≠ minus 3"),
            "math-verify takes the number of an inequality for the answer; we don't",
            List.of("3 \\text{ cm} ≠ x \\leq 3"));

    @Test
    void judgesAsMathVerifyDoesButForWhatIsListed() {
        Collection<String> differing = new TreeSet<>();
        for (JsonNode row : Golden.json("math-verify.json")) {
            String reference = row.get("gold").asText();
            String answer = row.get("answer").asText();
            boolean isRight = Judged.by(new MathAnswer(), Judged.problem(reference), answer) == 1;
            if (isRight != row.get("correct").asBoolean()) {
                differing.add(reference + (isRight ? " = " : " ≠ ") + answer);
            }
        }
        assertThat(differing)
                .containsExactlyInAnyOrderElementsOf(
                        DIFFERING.values().stream().flatMap(List::stream).toList());
    }
}
