package org.waggle.driver.loop;

import java.util.ArrayList;
import java.util.List;
import org.waggle.common.data.GroupId;
import org.waggle.common.data.GroupSummary;
import org.waggle.common.data.Pick;
import org.waggle.common.data.Split;
import org.waggle.common.recipe.PhaseRecipe.Reinforcement;
import org.waggle.common.spi.Allocator.Allotment;
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
        List<Pick> picks = phase.selector().select(scored.summaries());
        TrainingPlan plan = TrainingPlan.of(
                picks,
                scored.summaries(),
                cut(phase),
                context.seed().at("mini-batches").at(step.number()));
        ItemWorker worker = new ItemWorker(phase.advantage().fittedTo(scored.summaries()));
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
        List<List<GroupSummary>> drawn = new ArrayList<>();
        List<Allotment> next = phase.allocator().next(phase.problems(), drawn);
        while (!next.isEmpty()) {
            List<RolloutRequest> requests = requests(step, next, drawn);
            context.describe(step.stage("rollout"));
            var rollouts = rolloutStage.run(rolloutWorker(phase), requests, policies);
            context.describe(step.stage("score"));
            Scored scored = scoreStage.run(scoreWorker(phase), rollouts);
            rounds.add(scored);
            drawn.add(scored.summaries());
            next = phase.allocator().next(phase.problems(), drawn);
        }
        return Scored.merged(rounds);
    }

    private List<RolloutRequest> requests(Step step, List<Allotment> next, List<List<GroupSummary>> drawn) {
        List<RolloutRequest> requests = new ArrayList<>();
        for (int node = 0; node < context.specs().size(); node++) {
            for (Allotment allotment : next) {
                GroupId id = new GroupId(step.number(), node, allotment.problem());
                int first = drawn.stream()
                        .flatMap(List::stream)
                        .filter(group -> group.id().equals(id))
                        .mapToInt(group -> group.samples().size())
                        .sum();
                requests.add(new RolloutRequest(
                        id, step.firstProblem() + allotment.problem(), first, allotment.samples(), drawn.size()));
            }
        }
        return requests;
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

    private ScoreWorker scoreWorker(Reinforcement phase) {
        return new ScoreWorker(
                new java.util.TreeMap<>(context.recipe().rewards()),
                phase.composer(),
                context.engine().rewardTimeoutSeconds());
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
