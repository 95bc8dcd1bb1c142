package org.waggle.common.spi;

import java.util.Collection;
import java.util.SortedMap;
import org.waggle.common.data.Group;
import org.waggle.common.data.Scores;

/** Makes one reward of several channels: sums, gates, shaping. */
public interface Composer extends Component {
    /**
     * The composed reward of each completion, [completions], finite.
     *
     * @param channels what each named reward said of the group
     * @param context the step, with a seed of this group's composition
     */
    double[] compose(Group group, SortedMap<String, Scores> channels, StepContext context);

    /**
     * Complains about channels that this composer needs and doesn't get, or gets and doesn't use; empty if all is well.
     */
    default String objection(Collection<String> channels) {
        return "";
    }
}
