package org.waggle.driver.loop;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.waggle.common.data.GroupId;
import org.waggle.common.data.GroupSummary;
import org.waggle.common.data.Seed;
import org.waggle.common.recipe.ExchangeRecipe;
import org.waggle.common.recipe.NodeRecipe;
import org.waggle.common.recipe.OffPolicyRecipe;
import org.waggle.common.recipe.PhaseRecipe.Reinforcement;
import org.waggle.common.spi.Draw;
import org.waggle.driver.plan.Step;
import org.waggle.driver.stage.ExchangeStage;
import org.waggle.driver.stage.ExchangeStage.Taken;
import org.waggle.driver.stage.RunContext;
import org.waggle.driver.stage.ScoreStage.Scored;
import org.waggle.driver.state.Policies;
import org.waggle.executor.exchange.Arrival;
import org.waggle.executor.exchange.ExchangeWorker;
import org.waggle.executor.guard.Guarded;
import org.waggle.executor.score.ScoreWorker;

/**
 * What the nodes of a round train on besides their own groups: SAPO's {@code SampleExternal} (arXiv:2509.08721,
 * algorithm 1), lazily.
 */
final class SwarmExchange {
    private final RunContext context;
    private final History history;
    private final Optional<ExchangeRecipe.Sharing> recipe;
    private final ExchangeStage stage;

    SwarmExchange(RunContext context, History history) {
        this.context = context;
        this.history = history;
        this.recipe = context.recipe().exchange() instanceof ExchangeRecipe.Sharing sharing
                ? Optional.of(sharing)
                : Optional.empty();
        this.stage = new ExchangeStage(context);
    }

    /** What is done about completions of other policies. */
    OffPolicyRecipe offPolicy() {
        return recipe.map(ExchangeRecipe.Sharing::offPolicy).orElse(new OffPolicyRecipe.None());
    }

    /** How each node's groups of a round are shared out, [nodes]. */
    List<Draw.Shares> shares(Reinforcement phase) {
        Draw.Shares said = new Draw.Shares(
                phase.problems(), recipe.map(it -> it.external()).orElse(0));
        return context.names().stream()
                .map(name -> recipe.map(it -> draw(it, phase)
                                .askPatiently(name, draw -> draw.shares(said, history.rounds(phase, name))))
                        .orElse(said))
                .toList();
    }

    /**
     * Groups of others for each node; empty where nodes share nothing.
     *
     * @param judges how each node judges, [nodes]
     * @param drawn what the nodes drew themselves
     */
    Optional<Taken> of(NodeDecisions decisions, List<ScoreWorker> judges, Scored drawn, Policies policies) {
        return recipe.map(sharing -> {
            Step step = decisions.step();
            context.describe(step.stage("exchange"));
            Taken judged = stage.exchange(
                    context.each(node -> worker(decisions, sharing, judges.get(node), node)),
                    context.each(node -> offers(decisions, sharing, node, drawn.summaries())),
                    sharing.publishLogp(),
                    drawn.batches());
            context.describe(step.stage("arrival"));
            return stage.arrival(arrival(decisions.phase()), judged, policies);
        });
    }

    private ExchangeWorker worker(
            NodeDecisions decisions, ExchangeRecipe.Sharing sharing, ScoreWorker judge, int node) {
        Reinforcement phase = decisions.phase();
        return new ExchangeWorker(
                judge,
                draw(sharing, phase),
                decisions.shares().get(node).external(),
                phase.sampler().settings(),
                new GroupId(decisions.step().number(), node, phase.problems()));
    }

    /** The groups of this round that a node looks at, in a seeded uniform order; none where it is frozen. */
    private List<GroupId> offers(
            NodeDecisions decisions, ExchangeRecipe.Sharing sharing, int node, List<GroupSummary> drawn) {
        NodeRecipe receiver = decisions.nodes().get(node);
        if (!receiver.trains(decisions.phase()) || decisions.shares().get(node).external() == 0) {
            return List.of();
        }
        Seed seed = context.seed().at("exchange").at(decisions.step().number()).at(node);
        List<GroupId> offers = new ArrayList<>(drawn.stream()
                .map(GroupSummary::id)
                .filter(id -> id.node() != node && isFrom(receiver, id.node()))
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

    private Arrival arrival(Reinforcement phase) {
        double temperature = phase.sampler().settings().temperature();
        return new Arrival(temperature == 0 ? 1 : temperature, context.engine().microBatchTokens());
    }

    private Guarded<Draw> draw(ExchangeRecipe.Sharing sharing, Reinforcement phase) {
        return context.guarded("draw", sharing.draw(), phase);
    }
}
