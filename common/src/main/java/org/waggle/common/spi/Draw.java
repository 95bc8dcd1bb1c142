package org.waggle.common.spi;

import java.io.Serializable;
import java.util.List;
import org.waggle.common.data.GroupSummary;

/**
 * Which of the groups that others offer a node trains on. Groups stay whole, and are always judged by the receiver's
 * own rewards. The receiver looks at offers in a seeded uniform order, without looking at one twice, and stops as soon
 * as it has enough: a rule over what was looked at, such as "varying rewards only", then has the same distribution as a
 * uniform draw from all offers that pass it, but costs by what is drawn.
 */
public interface Draw extends Component {
    /**
     * How the groups of a round are shared out.
     *
     * @param local groups that a node draws itself, at least 1
     * @param external groups of others that it wants, at least 0
     */
    record Shares(int local, int external) implements Serializable {}

    /**
     * A round that is over.
     *
     * @param ownReward mean reward of the node's own completions
     * @param external groups of others that it wanted
     */
    record Round(double ownReward, int external) implements Serializable {}

    /**
     * What is trained on of the groups looked at so far; asked after each, until there are enough.
     *
     * @param examined groups in the order in which they were looked at, with the receiver's rewards
     * @param external number of groups wanted
     * @return at most {@code external} of them
     */
    List<GroupSummary> taken(List<GroupSummary> examined, int external);

    /** True if the rule must see all offers, so that its cost grows with the number of peers. */
    default boolean looksAtAll() {
        return false;
    }

    /**
     * How this round's groups are shared out.
     *
     * @param recipe what the recipe says
     * @param rounds the node's rounds of this phase so far
     */
    default Shares shares(Shares recipe, List<Round> rounds) {
        return recipe;
    }
}
