package org.waggle.driver.loop;

import java.util.Map;
import org.apache.spark.api.java.JavaRDD;
import org.waggle.common.recipe.ExchangeRecipe.Sharing;
import org.waggle.driver.stage.ExchangeStage.Taken;
import org.waggle.driver.stage.OfferStage.Offered;
import org.waggle.driver.stage.ScoreStage.Scored;

/** Who shares groups with the nodes of a run. */
public interface Peers extends AutoCloseable {
    /**
     * What each node looks at in a round, a partition each, [nodes]; nothing for a node that wants nothing.
     *
     * @param sharing what the recipe says
     * @param drawn what the nodes drew themselves
     */
    JavaRDD<Offered> offers(NodeDecisions decisions, Sharing sharing, Scored drawn);

    /**
     * Takes note of what became of a round's offers.
     *
     * @return numbers for the metrics, among them {@code exchange/rejected/REASON}
     */
    Map<String, Double> settle(NodeDecisions decisions, Scored drawn, Taken taken);

    @Override
    void close();
}
