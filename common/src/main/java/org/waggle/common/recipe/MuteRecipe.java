package org.waggle.common.recipe;

import java.io.Serializable;
import org.waggle.common.data.Doc;
import org.waggle.common.failure.Check;

/**
 * When a peer isn't listened to for a while.
 *
 * @param after signed groups and files of a peer, none of them usable, or measured benefits, their mean too low
 * @param benefit largest mean that is too low
 * @param rounds that it is muted for
 */
@Doc("When a peer isn't listened to for a while: all that it signed was refused, or what it gave didn't help.")
public record MuteRecipe(
        @Doc(
                "Number of groups or files of a peer, none usable, or of measured benefits, after which it is judged; at least 1.")
        int after,

        @Doc(
                "A peer whose mean benefit is at most this is muted; -1e300 never mutes. Its benefit in a round is how much the mean reward of the node's own completions gains by the next, where it trained on groups of the peer.")
        double benefit,

        @Doc("Rounds that a peer is muted for, at least 1.") int rounds)
        implements Serializable {
    /** Checks every range. */
    public MuteRecipe {
        Check.that(after >= 1, "after", after, "must be >= 1");
        Check.that(rounds >= 1, "rounds", rounds, "must be >= 1");
    }
}
