package org.waggle.common.spi;

import org.waggle.common.data.Group;
import org.waggle.common.data.Scores;

/**
 * Judges the completions of a group; one channel of the reward. What it throws, a score that is NaN or infinite, or a
 * wrong number of scores stops the run by name, or leaves completions out, as the recipe says; it never counts as 0.
 */
@FunctionalInterface
public interface Reward extends Component {
    /**
     * One finite score for each completion of the group, in their order.
     *
     * @param context the step, with a seed of this channel and group; a draw for one completion is keyed by its
     *     {@link org.waggle.common.data.Completion#sample}, as the rounds of a step are scored one by one
     */
    Scores score(Group group, StepContext context);

    /**
     * True if the score of a completion doesn't depend on the others of its group. Such a reward is asked again about
     * each completion alone when it fails, to find the one that it fails on.
     */
    default boolean judgesAlone() {
        return false;
    }
}
