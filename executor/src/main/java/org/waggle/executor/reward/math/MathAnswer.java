package org.waggle.executor.reward.math;

import org.waggle.common.data.Completion;
import org.waggle.common.data.Doc;
import org.waggle.common.data.Problem;
import org.waggle.common.spi.CompletionReward;

/**
 * 1 if the completion's final answer is mathematically the reference answer, else 0: numbers, fractions, percentages,
 * expressions with variables, tuples, sets, intervals, matrices, equations, inequalities, words; in LaTeX or as people
 * type. Values are compared exactly; a decimal number of six or more places may stand for one that rounds to it.
 */
@Doc("1 if the completion's final answer is mathematically the reference answer, LaTeX or plain; else 0.")
public record MathAnswer() implements CompletionReward {
    @Override
    public double score(Problem problem, Completion completion) {
        MathExpression reference = AnswerFinder.find(problem.answerFor("math"));
        return Comparison.agree(reference, AnswerFinder.find(completion.text())) ? 1 : 0;
    }
}
