package org.waggle.driver.loop;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaRDD;
import org.waggle.common.data.GroupId;
import org.waggle.common.data.GroupSummary;
import org.waggle.common.data.Seed;
import org.waggle.common.recipe.ExchangeRecipe.Sharing;
import org.waggle.common.recipe.NodeRecipe;
import org.waggle.driver.stage.ExchangeStage.Report;
import org.waggle.driver.stage.ExchangeStage.Taken;
import org.waggle.driver.stage.OfferStage;
import org.waggle.driver.stage.OfferStage.Offered;
import org.waggle.driver.stage.RunContext;
import org.waggle.driver.stage.ScoreStage.Scored;

/** The nodes of the same run, whose groups of the same round are shuffled among each other. */
public final class OwnNodes implements Peers {
    private final RunContext context;
    private final OfferStage stage;

    /** The nodes of a run. */
    public OwnNodes(RunContext context) {
        this.context = context;
        this.stage = new OfferStage(context);
    }

    @Override
    public JavaRDD<Offered> offers(NodeDecisions decisions, Sharing sharing, Scored drawn) {
        return stage.shuffled(
                context.each(node -> offers(decisions, sharing, node, drawn.summaries())),
                sharing.publishLogp(),
                drawn.batches());
    }

    /** The groups of this round that a node looks at, in a seeded uniform order; none where it is frozen. */
    private List<GroupId> offers(NodeDecisions decisions, Sharing sharing, int node, List<GroupSummary> drawn) {
        if (!decisions.receives(node)) {
            return List.of();
        }
        Seed seed = decisions.exchangeSeed(node);
        List<GroupId> offers = new ArrayList<>(drawn.stream()
                .map(GroupSummary::id)
                .filter(id -> id.node() != node && isFrom(decisions.nodes().get(node), id.node()))
                .sorted(Comparator.comparingLong((GroupId id) ->
                                seed.at(id.node()).at(id.ordinal()).bits())
                        .thenComparing(Comparator.naturalOrder()))
                .toList());
        return sharing.draw().looksAtAll() || offers.size() <= sharing.limit()
                ? offers
                : List.copyOf(offers.subList(0, sharing.limit()));
    }

    private boolean isFrom(NodeRecipe receiver, int sender) {
        return receiver.drawsFrom().isEmpty()
                || receiver.drawsFrom().contains(context.names().get(sender));
    }

    @Override
    public Map<String, Double> settle(NodeDecisions decisions, Scored drawn, Taken taken) {
        Map<String, Double> numbers = new TreeMap<>();
        for (Report report : taken.reports()) {
            report.rejected()
                    .values()
                    .forEach(reason -> numbers.merge(SwarmMetrics.REJECTED + reason.label(), 1.0, Double::sum));
        }
        return numbers;
    }

    @Override
    public void close() {}
}
