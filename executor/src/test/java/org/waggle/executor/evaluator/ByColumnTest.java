package org.waggle.executor.evaluator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.waggle.common.data.Group;
import org.waggle.common.data.Problem;
import org.waggle.common.data.ScoredGroup;
import org.waggle.executor.Examples;

class ByColumnTest {
    private static final PassAtK INNER = new PassAtK(2, 4, List.of(1), Examples.CHANNEL, 1, Examples.SAMPLING);
    private static final ByColumn BY_KIND = new ByColumn("kind", List.of("bases", "sums"), INNER);

    private static ScoredGroup scored(String kind) {
        ScoredGroup scored = Examples.scored(1, 0, 0, 1);
        Group group = scored.group();
        Problem problem = new Problem("p", "1+1=", "2", Map.of("kind", kind));
        return new ScoredGroup(
                new Group(
                        group.id(),
                        problem,
                        group.promptTokens(),
                        group.policyVersion(),
                        group.settings(),
                        group.completions()),
                scored.channels(),
                scored.rewards());
    }

    @Test
    void aProblemCountsAmongAllAndAmongItsKind() {
        assertThat(BY_KIND.measure(scored("sums"))).isEqualTo(Map.of("pass@1", 0.5, "sums/pass@1", 0.5));
        assertThat(BY_KIND.measure(scored("others"))).isEqualTo(Map.of("pass@1", 0.5));
        assertThat(BY_KIND.metrics()).containsExactly("bases/pass@1", "pass@1", "sums/pass@1");
    }

    @Test
    void kindsWithoutNamesAreRefused() {
        assertThatThrownBy(() -> new ByColumn("kind", List.of(), INNER))
                .hasMessage("Invalid values: [] (must have at least one value)");
        assertThatThrownBy(() -> new ByColumn("kind", List.of("a/b"), INNER))
                .hasMessage("Invalid values: [a/b] (must not be blank, nor have a /)");
        assertThatThrownBy(() -> new ByColumn("", List.of("a"), INNER))
                .hasMessage("Invalid column: '' (must name a column of the problems)");
    }
}
