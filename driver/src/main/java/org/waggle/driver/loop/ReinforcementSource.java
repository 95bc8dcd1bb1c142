package org.waggle.driver.loop;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.waggle.common.data.GroupSummary;
import org.waggle.common.data.Split;
import org.waggle.common.failure.RunException;
import org.waggle.common.recipe.PhaseRecipe.Reinforcement;
import org.waggle.common.spi.StepContext;
import org.waggle.driver.plan.Experience;
import org.waggle.driver.plan.Step;
import org.waggle.driver.plan.TrainingPlan;
import org.waggle.driver.stage.RolloutStage;
import org.waggle.driver.stage.RunContext;
import org.waggle.driver.stage.SampleStore;
import org.waggle.driver.stage.ScoreStage;
import org.waggle.driver.stage.ScoreStage.Scored;
import org.waggle.driver.stage.SelectStage;
import org.waggle.driver.state.Policies;
import org.waggle.executor.exchange.External;
import org.waggle.executor.gradient.ItemWorker;
import org.waggle.executor.rollout.RolloutRequest;
import org.waggle.executor.rollout.RolloutWorker;
import org.waggle.executor.score.ChannelWorker;
import org.waggle.executor.score.ScoreWorker;

/**
 * The policies' rollouts: rollout → shuffle by group → score → exchange → advantage → select → shuffle to gradient
 * lanes.
 */
final class ReinforcementSource implements ExperienceSource {
    private final RunContext context;
    private final RolloutStage rolloutStage;
    private final ScoreStage scoreStage;
    private final SelectStage selectStage;
    private final SwarmExchange exchange;
    private final SampleStore store;

    ReinforcementSource(RunContext context, SampleStore store, SwarmExchange exchange) {
        this.context = context;
        this.rolloutStage = new RolloutStage(context);
        this.scoreStage = new ScoreStage(context);
        this.selectStage = new SelectStage(context);
        this.exchange = exchange;
        this.store = store;
    }

    @Override
    public Experience collect(Step step, Policies policies) {
        Reinforcement phase = (Reinforcement) step.phase();
        NodeDecisions decisions = new NodeDecisions(
                step,
                phase,
                context.nodeRecipes(),
                exchange.shares(phase),
                context.seed(),
                context.engine().componentTimeoutSeconds());
        List<ScoreWorker> judges = scoreWorkers(step, phase);
        Scored own = rounds(decisions, judges, policies);
        Optional<SwarmExchange.Arrived> taken = exchange.of(decisions, judges, own, policies);
        List<GroupSummary> external =
                taken.map(more -> more.groups().summaries()).orElse(List.of());
        Scored scored = taken.map(more -> own.and(more.groups(), external)).orElse(own);
        TrainingPlan plan = TrainingPlan.of(
                decisions.picks(scored.summaries()),
                scored.summaries(),
                cut(phase),
                context.seed().at("mini-batches").at(step.number()));
        ItemWorker worker = new ItemWorker(decisions.estimators(scored::of), new External(exchange.offPolicy()));
        context.describe(step.stage("select"));
        return new Experience(
                selectStage.run(worker, store.writer(step, plan, policies.version()), scored.batches()),
                plan,
                own.summaries(),
                new SwarmMetrics(context.names(), decisions).of(own.summaries(), taken, external),
                temperature(phase),
                scored::close);
    }

    /** Rounds of rollouts until every node has enough; each is scored before the next is decided on. */
    private Scored rounds(NodeDecisions decisions, List<ScoreWorker> judges, Policies policies) {
        Step step = decisions.step();
        List<Scored> rounds = new ArrayList<>();
        List<List<GroupSummary>> drawn = new ArrayList<>();
        List<RolloutRequest> requests = decisions.next(drawn);
        while (!requests.isEmpty()) {
            context.describe(step.stage("rollout"));
            var rollouts = rolloutStage.run(rolloutWorkers(decisions.phase()), requests, policies);
            context.describe(step.stage("score"));
            Scored scored = scoreStage.run(judges, rollouts);
            rounds.add(scored);
            drawn.add(scored.summaries());
            requests = decisions.next(drawn);
        }
        if (rounds.isEmpty()) {
            throw RunException.input(
                    "Invalid allocator of phase %s: it drew nothing (must draw at least once; step %d)",
                    decisions.phase().name(), step.number());
        }
        return Scored.merged(rounds);
    }

    private List<RolloutWorker> rolloutWorkers(Reinforcement phase) {
        return context.each(node -> new RolloutWorker(
                context.task(node),
                Split.TRAIN,
                context.guarded("sampler", phase.sampler(), phase),
                context.seed(node),
                context.seed().at("rollout"),
                context.engine().slots()));
    }

    private List<ScoreWorker> scoreWorkers(Step step, Reinforcement phase) {
        return context.nodeRecipes().stream()
                .map(node -> new ChannelWorker(
                        new TreeMap<>(node.rewards()),
                        context.engine().componentTimeoutSeconds(),
                        phase.failedRewards(),
                        new StepContext(step.inPhase(), phase.steps(), context.seed())))
                .map(channels -> new ScoreWorker(channels, context.guarded("composer", phase.composer(), phase)))
                .toList();
    }

    private TrainingPlan.Cut cut(Reinforcement phase) {
        return new TrainingPlan.Cut(
                phase.epochs(),
                phase.miniBatches(),
                context.specs().size(),
                context.engine().lanes(),
                phase.sampler().settings().maxTokens());
    }

    private static double temperature(Reinforcement phase) {
        double temperature = phase.sampler().settings().temperature();
        return temperature == 0 ? 1 : temperature;
    }
}
