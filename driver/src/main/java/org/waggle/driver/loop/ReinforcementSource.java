package org.waggle.driver.loop;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.waggle.common.data.GroupId;
import org.waggle.common.data.GroupSummary;
import org.waggle.common.data.Pick;
import org.waggle.common.data.Seed;
import org.waggle.common.data.Split;
import org.waggle.common.recipe.PhaseRecipe.Reinforcement;
import org.waggle.common.spi.AdvantageEstimator;
import org.waggle.common.spi.Allocator.Allotment;
import org.waggle.common.spi.StepContext;
import org.waggle.driver.plan.Experience;
import org.waggle.driver.plan.Step;
import org.waggle.driver.plan.TrainingPlan;
import org.waggle.driver.stage.RolloutStage;
import org.waggle.driver.stage.RunContext;
import org.waggle.driver.stage.ScoreStage;
import org.waggle.driver.stage.ScoreStage.Scored;
import org.waggle.driver.stage.SelectStage;
import org.waggle.driver.stage.StoreStage;
import org.waggle.driver.state.Policies;
import org.waggle.executor.gradient.ItemWorker;
import org.waggle.executor.rollout.RolloutRequest;
import org.waggle.executor.rollout.RolloutWorker;
import org.waggle.executor.score.ChannelWorker;
import org.waggle.executor.score.ScoreWorker;

/** The policies' own rollouts: rollout → shuffle by group → score → advantage → select → shuffle to gradient lanes. */
final class ReinforcementSource implements ExperienceSource {
    private final RunContext context;
    private final RolloutStage rolloutStage;
    private final ScoreStage scoreStage;
    private final SelectStage selectStage;
    private final StoreStage storeStage;

    ReinforcementSource(RunContext context, StoreStage storeStage) {
        this.context = context;
        this.rolloutStage = new RolloutStage(context);
        this.scoreStage = new ScoreStage(context);
        this.selectStage = new SelectStage(context);
        this.storeStage = storeStage;
    }

    @Override
    public Experience collect(Step step, Policies policies) {
        Reinforcement phase = (Reinforcement) step.phase();
        Scored scored = rounds(step, phase, policies);
        List<Pick> picks = new ArrayList<>();
        List<AdvantageEstimator> estimators = new ArrayList<>();
        for (int node = 0; node < context.specs().size(); node++) {
            List<GroupSummary> batch = of(node, scored);
            picks.addAll(phase.selector().select(batch, at(step, "select", node)));
            estimators.add(phase.advantage().fittedTo(batch, at(step, "advantage", node)));
        }
        TrainingPlan plan = TrainingPlan.of(
                picks,
                scored.summaries(),
                cut(phase),
                context.seed().at("mini-batches").at(step.number()));
        ItemWorker worker = new ItemWorker(estimators);
        storeStage.run(step, worker, plan, policies.version(), scored);
        context.describe(step.stage("select"));
        return new Experience(
                selectStage.run(worker, plan, scored.batches()).persist(context.storage()),
                plan,
                scored.summaries(),
                temperature(phase),
                scored::close);
    }

    /** Rounds of rollouts until the allocator has enough; each is scored before the next is decided on. */
    private Scored rounds(Step step, Reinforcement phase, Policies policies) {
        List<Scored> rounds = new ArrayList<>();
        List<RolloutRequest> requests = requests(step, phase, rounds);
        while (!requests.isEmpty()) {
            context.describe(step.stage("rollout"));
            var rollouts = rolloutStage.run(rolloutWorker(phase), requests, policies);
            context.describe(step.stage("score"));
            Scored scored = scoreStage.run(scoreWorker(step, phase), rollouts);
            rounds.add(scored);
            requests = requests(step, phase, rounds);
        }
        return Scored.merged(rounds);
    }

    /** The next round of all nodes; a node that had enough once isn't asked again. */
    private List<RolloutRequest> requests(Step step, Reinforcement phase, List<Scored> rounds) {
        List<RolloutRequest> requests = new ArrayList<>();
        for (int node = 0; node < context.specs().size(); node++) {
            int own = node;
            List<List<GroupSummary>> drawn =
                    rounds.stream().map(round -> of(own, round)).toList();
            if (drawn.stream().noneMatch(List::isEmpty)) {
                Seed seed = at(step, "allocate", node).seed().at(rounds.size());
                phase.allocator()
                        .next(
                                phase.problems(),
                                drawn,
                                at(step, "allocate", node).with(seed))
                        .forEach(allotment -> requests.add(request(step, own, allotment, drawn)));
            }
        }
        return requests;
    }

    private static RolloutRequest request(Step step, int node, Allotment allotment, List<List<GroupSummary>> drawn) {
        GroupId id = new GroupId(step.number(), node, allotment.problem());
        int first = drawn.stream()
                .flatMap(List::stream)
                .filter(group -> group.id().equals(id))
                .mapToInt(group -> group.samples().size())
                .sum();
        return new RolloutRequest(
                id, step.firstProblem() + allotment.problem(), first, allotment.samples(), drawn.size());
    }

    /** What one node drew. */
    private static List<GroupSummary> of(int node, Scored scored) {
        return scored.summaries().stream()
                .filter(summary -> summary.id().node() == node)
                .toList();
    }

    /** The step as a component sees it that is asked once for a node. */
    private StepContext at(Step step, String component, int node) {
        Seed seed = context.seed().at(component).at(step.number()).at(node);
        return new StepContext(step.inPhase(), step.phase().steps(), seed);
    }

    private RolloutWorker rolloutWorker(Reinforcement phase) {
        return new RolloutWorker(
                context.recipe().task(),
                Split.TRAIN,
                phase.sampler(),
                context.seed(),
                context.seed().at("rollout"),
                context.engine().slots());
    }

    private ScoreWorker scoreWorker(Step step, Reinforcement phase) {
        ChannelWorker channels = new ChannelWorker(
                new TreeMap<>(context.recipe().rewards()),
                context.engine().rewardTimeoutSeconds(),
                new StepContext(step.inPhase(), phase.steps(), context.seed()));
        return new ScoreWorker(channels, phase.composer());
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
