package org.waggle.executor.evaluator;

import java.util.List;

/**
 * A vote among k of n completions, over all ways to choose them:
 *
 * <pre>maj@k = Σ_a right(a) Σ_j C(c_a, j) Σ_t W(k - j, t) / (t + 1) / C(n, k)</pre>
 *
 * with c_a votes for answer a among all n, and W(m, t) the number of ways to choose m of the other completions so that
 * no other answer has more than j votes and exactly t have j.
 *
 * @param completions n, those without an answer included
 * @param answers the answers that were given
 */
record MajorityVote(int completions, List<Answer> answers) {
    /**
     * An answer.
     *
     * @param votes completions that give it
     * @param right whether it is correct
     */
    record Answer(int votes, boolean right) {
        /** The answer with the votes of another completion; what the first one was stays. */
        Answer and(Answer other) {
            return new Answer(votes + other.votes, right);
        }
    }

    /** The probability that k completions drawn without replacement elect a right answer. */
    double correct(int k) {
        double favourable = 0;
        for (int winner = 0; winner < answers.size(); winner++) {
            Answer answer = answers.get(winner);
            for (int votes = 1; answer.right() && votes <= Math.min(answer.votes(), k); votes++) {
                favourable += binomial(answer.votes(), votes) * won(winner, votes, k - votes);
            }
        }
        return favourable / binomial(completions, k);
    }

    /** Ways to choose the rest so that a winner with that many votes stays one, ties shared. */
    private double won(int winner, int votes, int rest) {
        double[][] ways = new double[rest + 1][answers.size() + 1];
        ways[0][0] = 1;
        for (int other = 0; other < answers.size(); other++) {
            if (other != winner) {
                ways = with(ways, answers.get(other).votes(), votes);
            }
        }
        int silent = completions - answers.stream().mapToInt(Answer::votes).sum();
        double won = 0;
        for (int spoken = Math.max(0, rest - silent); spoken <= rest; spoken++) {
            for (int ties = 0; ties < answers.size(); ties++) {
                won += ways[spoken][ties] * binomial(silent, rest - spoken) / (ties + 1);
            }
        }
        return won;
    }

    /** The ways once another answer has had its say; [chosen][ties]. */
    private static double[][] with(double[][] before, int votes, int most) {
        double[][] after = new double[before.length][before[0].length];
        for (int chosen = 0; chosen < before.length; chosen++) {
            for (int own = 0; own <= Math.min(Math.min(votes, most), chosen); own++) {
                int tie = own == most ? 1 : 0;
                for (int ties = tie; ties < before[0].length; ties++) {
                    after[chosen][ties] += before[chosen - own][ties - tie] * binomial(votes, own);
                }
            }
        }
        return after;
    }

    private static double binomial(int n, int k) {
        double ways = 1;
        for (int i = 1; i <= k; i++) {
            ways = ways * (n - k + i) / i;
        }
        return ways;
    }
}
