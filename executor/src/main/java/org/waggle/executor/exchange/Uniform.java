package org.waggle.executor.exchange;

import java.util.List;
import org.waggle.common.data.Doc;
import org.waggle.common.data.GroupSummary;
import org.waggle.common.spi.Draw;

/**
 * SAPO's experiment (arXiv:2509.08721, §5): groups without advantage are discarded, and the rest is drawn from
 * uniformly.
 */
@Doc("Uniformly of the groups whose rewards differ, as the receiver judges them: SAPO's rule.")
public record Uniform() implements Draw {
    @Override
    public List<GroupSummary> taken(List<GroupSummary> examined, int external) {
        return examined.stream()
                .filter(group -> !group.hasEqualRewards())
                .limit(external)
                .toList();
    }
}
