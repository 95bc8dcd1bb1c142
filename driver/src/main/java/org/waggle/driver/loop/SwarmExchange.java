package org.waggle.driver.loop;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.waggle.common.data.GroupId;
import org.waggle.common.recipe.ExchangeRecipe.Sharing;
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
public final class SwarmExchange {
    private final RunContext context;
    private final History history;
    private final Peers peers;
    private final Optional<Sharing> recipe;
    private final ExchangeStage stage;

    /**
     * The exchange of a run.
     *
     * @param history what became of the rounds so far
     * @param peers who shares with the nodes; not asked where the recipe's exchange is none
     */
    public SwarmExchange(RunContext context, History history, Peers peers) {
        this.context = context;
        this.history = history;
        this.peers = peers;
        this.recipe = context.recipe().exchange() instanceof Sharing sharing ? Optional.of(sharing) : Optional.empty();
        this.stage = new ExchangeStage(context);
    }

    /** What is done about completions of other policies. */
    OffPolicyRecipe offPolicy() {
        return recipe.map(Sharing::offPolicy).orElse(new OffPolicyRecipe.None());
    }

    /** How each node's groups of a round are shared out, [nodes]. */
    List<Draw.Shares> shares(Reinforcement phase) {
        Draw.Shares said =
                new Draw.Shares(phase.problems(), recipe.map(Sharing::external).orElse(0));
        return context.names().stream()
                .map(name -> recipe.map(it -> draw(it, phase)
                                .askPatiently(name, draw -> draw.shares(said, history.rounds(phase, name))))
                        .orElse(said))
                .toList();
    }

    /**
     * Groups of others.
     *
     * @param groups what each node takes, seen by its policy
     * @param numbers what became of the rest, for the metrics
     */
    record Arrived(Taken groups, Map<String, Double> numbers) {}

    /**
     * Groups of others for each node; empty where nodes share nothing.
     *
     * @param judges how each node judges, [nodes]
     * @param drawn what the nodes drew themselves
     */
    Optional<Arrived> of(NodeDecisions decisions, List<ScoreWorker> judges, Scored drawn, Policies policies) {
        return recipe.map(sharing -> {
            Step step = decisions.step();
            context.describe(step.stage("exchange"));
            Taken judged = stage.exchange(
                    context.each(node -> worker(decisions, sharing, judges.get(node), node)),
                    peers.offers(decisions, sharing, drawn));
            Map<String, Double> numbers = peers.settle(decisions, drawn, judged);
            context.describe(step.stage("arrival"));
            return new Arrived(stage.arrival(arrival(decisions.phase()), judged, policies), numbers);
        });
    }

    private ExchangeWorker worker(NodeDecisions decisions, Sharing sharing, ScoreWorker judge, int node) {
        Reinforcement phase = decisions.phase();
        return new ExchangeWorker(
                judge,
                draw(sharing, phase),
                decisions.shares().get(node).external(),
                phase.sampler().settings(),
                new GroupId(decisions.step().number(), node, phase.problems()));
    }

    private Arrival arrival(Reinforcement phase) {
        double temperature = phase.sampler().settings().temperature();
        return new Arrival(temperature == 0 ? 1 : temperature, context.engine().microBatchTokens());
    }

    private Guarded<Draw> draw(Sharing sharing, Reinforcement phase) {
        return context.guarded("draw", sharing.draw(), phase);
    }
}
