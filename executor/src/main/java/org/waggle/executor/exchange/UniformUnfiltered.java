package org.waggle.executor.exchange;

import java.util.List;
import org.waggle.common.data.Doc;
import org.waggle.common.data.GroupSummary;
import org.waggle.common.spi.Draw;

/** The rule of SAPO's open demonstration (arXiv:2509.08721, §6): uniformly of all groups. */
@Doc("Uniformly of all groups, also those that teach nothing: the rule of SAPO's open demonstration.")
public record UniformUnfiltered() implements Draw {
    @Override
    public List<GroupSummary> taken(List<GroupSummary> examined, int external) {
        return examined.stream().limit(external).toList();
    }
}
