package org.waggle.common.swarm;

import java.util.Optional;
import org.waggle.common.recipe.MuteRecipe;

/**
 * What a peer has given since it was last judged.
 *
 * @param usable groups that could be used
 * @param refused groups and files that it signed and that were refused
 * @param benefits number of measured benefits
 * @param benefit their sum
 * @param mutedUntil first round in which it is listened to again; 0 if it always was
 */
record Standing(int usable, int refused, int benefits, double benefit, int mutedUntil) {
    static final Standing NEW = new Standing(0, 0, 0, 0, 0);

    Standing used() {
        return new Standing(usable + 1, refused, benefits, benefit, mutedUntil);
    }

    Standing rejected() {
        return new Standing(usable, refused + 1, benefits, benefit, mutedUntil);
    }

    Standing measured(double value) {
        return new Standing(usable, refused, benefits + 1, benefit + value, mutedUntil);
    }

    Standing muted(int until) {
        return new Standing(0, 0, 0, 0, until);
    }

    /** Why it is to be muted now, if it is. */
    Optional<String> harm(MuteRecipe mute) {
        if (usable == 0 && refused >= mute.after()) {
            return Optional.of("all %d groups and files that it signed were refused".formatted(refused));
        }
        return benefits >= mute.after() && benefit / benefits <= mute.benefit()
                ? Optional.of(
                        "its groups had a mean benefit of %.4g in %d rounds".formatted(benefit / benefits, benefits))
                : Optional.empty();
    }

    /** The same from zero, once there was enough to judge by and nothing to say. */
    Standing judged(MuteRecipe mute) {
        boolean isLong = usable + refused >= 2 * mute.after();
        boolean isMeasured = benefits >= mute.after();
        return new Standing(
                isLong ? 0 : usable,
                isLong ? 0 : refused,
                isMeasured ? 0 : benefits,
                isMeasured ? 0 : benefit,
                mutedUntil);
    }
}
