package org.waggle.integration.component;

import java.util.List;
import org.waggle.common.data.BatchTotals;
import org.waggle.common.data.Doc;
import org.waggle.common.data.TrainingItem;
import org.waggle.common.spi.ItemLoss;
import org.waggle.common.spi.Objective;
import org.waggle.common.spi.TokenArrays;

/** Another objective, at whose place in the code a test can plant failures: {@code gradient-STEP}. */
@Doc("Another objective, in which tests plant failures.")
public record Watched(@Doc("The other objective.") Objective objective) implements Objective {
    @Override
    public ItemLoss loss(TrainingItem item, List<TokenArrays> sequences, BatchTotals totals) {
        Faults.strike("gradient-" + item.group().step());
        return objective.loss(item, sequences, totals);
    }

    @Override
    public boolean usesReference() {
        return objective.usesReference();
    }
}
