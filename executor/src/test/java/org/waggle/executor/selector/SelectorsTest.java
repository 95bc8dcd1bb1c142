package org.waggle.executor.selector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.waggle.common.data.Pick;
import org.waggle.common.spi.Selector;
import org.waggle.executor.Examples;

class SelectorsTest {
    /** Sample indices that a selector takes of one group. */
    private static List<Integer> selected(Selector selector, double... rewards) {
        return selector.select(List.of(Examples.summary(rewards)), Examples.CONTEXT).stream()
                .peek(pick -> assertThat(pick.samples()).hasSize(1))
                .map(pick -> pick.samples()[0])
                .toList();
    }

    @Test
    void allTakesEverything() {
        assertThat(selected(new All(), 0, 1, 0)).containsExactly(0, 1, 2);
    }

    @Test
    void picksCarryTheirGroupAndWeightOne() {
        Pick pick = new All().select(Examples.summary(1)).get(0);
        assertThat(pick.group()).isEqualTo(Examples.summary(1).id());
        assertThat(pick.weight()).isEqualTo(1);
        assertThat(pick.label()).isEqualTo(1);
    }

    @Test
    void equalRewardsAreDropped() {
        assertThat(selected(new DropZeroVariance(), 1, 1, 1)).isEmpty();
        assertThat(selected(new DropZeroVariance(), 0, 0)).isEmpty();
        assertThat(selected(new DropZeroVariance(), 0, 1, 0)).containsExactly(0, 1, 2);
    }

    @Test
    void theBestOfAGroupIsTheFirstOfEquals() {
        assertThat(selected(new BestOfGroup(0), 0.2, 0.9, 0.9, 0.1)).containsExactly(1);
        assertThat(selected(new BestOfGroup(-10), -1, -2)).containsExactly(0);
    }

    @Test
    void aGroupWhoseBestIsTooBadIsSkipped() {
        assertThat(selected(new BestOfGroup(1), 0.2, 0.9)).isEmpty();
        assertThat(selected(new BestOfGroup(1), 0.2, 1)).containsExactly(1);
        assertThat(selected(new BestOfGroup(0))).isEmpty();
    }

    @Test
    void theBestIsPairedWithTheWorst() {
        List<Pick> picks = new BestAndWorst(0.5).select(Examples.summary(0.3, 0.9, 0.1, 0.9, 0.1));
        assertThat(picks).hasSize(1);
        assertThat(picks.get(0).samples()).containsExactly(1, 2);
        assertThat(new BestAndWorst(0.5).picksPairs()).isTrue();
        assertThat(new All().picksPairs()).isFalse();
    }

    @Test
    void whatIsTooCloseIsNoPair() {
        assertThat(new BestAndWorst(0.5).select(Examples.summary(0.3, 0.7))).isEmpty();
        assertThat(new BestAndWorst(0.5).select(Examples.summary(1, 1))).isEmpty();
        assertThat(new BestAndWorst(0.5).select(Examples.summary())).isEmpty();
        assertThatThrownBy(() -> new BestAndWorst(0))
                .hasMessage("Invalid min-gap: 0.0 (must be > 0: completions of equal reward prefer nothing)");
    }

    @Test
    void theThresholdItselfIsNotAboveIt() {
        assertThat(selected(new AboveThreshold(0.5), 0.5, 0.6, 0.4, 1)).containsExactly(1, 3);
    }

    @Test
    void everyGroupOfABatchIsLookedAt() {
        List<Pick> picks =
                new BestOfGroup(0).select(List.of(Examples.summary(0, 1), Examples.summary(1, 0)), Examples.CONTEXT);
        assertThat(picks).extracting(pick -> pick.samples()[0]).containsExactly(1, 0);
    }

    @Test
    void limitsMustBeFinite() {
        assertThatThrownBy(() -> new BestOfGroup(Double.NaN))
                .hasMessage(
                        "Invalid min-reward: NaN (must be finite; anything below the lowest reward skips no group)");
        assertThatThrownBy(() -> new AboveThreshold(Double.NaN)).hasMessage("Invalid threshold: NaN (must be finite)");
    }
}
