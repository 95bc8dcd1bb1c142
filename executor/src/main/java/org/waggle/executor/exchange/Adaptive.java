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
 * <p>Whether they help is tried in three windows of rounds: with the share as it is, with a group more or less, and as
 * before again. What counts is by how much the mean reward of the node's own completions grew from the first half of a
 * window to the second, a number that selection can't inflate. The share moves where the trial grew more than the mean
 * of its neighbours, between which a learning curve that flattens cancels out; else the other direction is tried next.
 */
@Doc(
        "As uniform, with a number of external groups that moves by one where a window of rounds with one more, or less, lets the mean reward of the node's own completions grow more than the windows before and after it. Own and external groups together stay the phase's problems.")
public record Adaptive(
        @Doc("Rounds of a window, >= 2.") int window,

        @Doc("Own groups that a round has at least, >= 1.") int leastLocal)
        implements Draw {
    private static final int CYCLE = 3;

    /** Checks both. */
    public Adaptive {
        Check.that(window >= 2, "window", window, "must be >= 2: two halves are compared");
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
        for (int first = 0; first + CYCLE <= rounds.size() / window; first += CYCLE) {
            int change = tried(external, direction, most) - external;
            boolean helped = 2 * growth(rounds, first + 1) > growth(rounds, first) + growth(rounds, first + 2);
            direction = helped ? change : -change;
            external += helped ? change : 0;
        }
        int now = rounds.size() / window % CYCLE == 1 ? tried(external, direction, most) : external;
        return new Shares(recipe.local() - now, now);
    }

    /** A group more or less; in the other direction at the end of what there is. */
    private static int tried(int external, int direction, int most) {
        int next = external + direction;
        return next < 0 || next > most ? Math.max(0, Math.min(most, external - direction)) : next;
    }

    private double growth(List<Round> rounds, int number) {
        int middle = number * window + window / 2;
        return mean(rounds.subList(middle, (number + 1) * window)) - mean(rounds.subList(number * window, middle));
    }

    private static double mean(List<Round> rounds) {
        return rounds.stream().mapToDouble(Round::ownReward).average().orElseThrow();
    }
}
