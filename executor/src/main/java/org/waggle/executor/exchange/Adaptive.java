package org.waggle.executor.exchange;

import java.util.List;
import org.waggle.common.data.Doc;
import org.waggle.common.data.GroupSummary;
import org.waggle.common.failure.Check;
import org.waggle.common.spi.Draw;

/**
 * As {@link Uniform}, with a share of external groups that follows how much they help; SAPO leaves that to future work
 * (arXiv:2509.08721, §7). A round's groups, own and external together, stay as many as the phase has problems.
 *
 * <p>Whether they help is measured on what a node draws itself: the mean reward of its own completions over a window of
 * rounds, less that of the window before. After each window the share is moved by one group, on in the same direction
 * if that gain was not less than the gain before, else back: hill climbing, by a number that selection can't inflate.
 */
@Doc(
        "As uniform, with a number of external groups that moves by one after each window of rounds: on in its direction while the mean reward of the node's own completions gains as much as in the window before, else back. Own and external groups together stay the phase's problems.")
public record Adaptive(
        @Doc("Rounds of a window, >= 1.") int window,

        @Doc("Own groups that a round has at least, >= 1.") int leastLocal)
        implements Draw {
    /** Checks both. */
    public Adaptive {
        Check.that(window >= 1, "window", window, "must be >= 1");
        Check.that(leastLocal >= 1, "least-local", leastLocal, "must be >= 1");
    }

    @Override
    public List<GroupSummary> taken(List<GroupSummary> examined, int external) {
        return new Uniform().taken(examined, external);
    }

    @Override
    public Shares shares(Shares recipe, List<Round> rounds) {
        int most = Math.max(0, recipe.local() - leastLocal);
        int external = Math.min(recipe.external(), most);
        int direction = 1;
        double before = Double.NEGATIVE_INFINITY;
        for (int ended = 2; ended * window <= rounds.size(); ended++) {
            double gain = mean(rounds, ended - 1) - mean(rounds, ended - 2);
            direction = gain >= before ? direction : -direction;
            external = Math.min(most, Math.max(0, external + direction));
            before = gain;
        }
        return new Shares(recipe.local() - external, external);
    }

    private double mean(List<Round> rounds, int number) {
        return rounds.subList(number * window, (number + 1) * window).stream()
                .mapToDouble(Round::ownReward)
                .average()
                .orElseThrow();
    }
}
