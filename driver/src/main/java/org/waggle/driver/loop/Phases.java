package org.waggle.driver.loop;

import java.util.Map;
import java.util.Optional;
import org.waggle.common.recipe.PhaseRecipe;
import org.waggle.common.recipe.PhaseRecipe.Pairs;
import org.waggle.common.recipe.PhaseRecipe.Reinforcement;
import org.waggle.common.recipe.PhaseRecipe.Supervised;
import org.waggle.driver.plan.Experience;
import org.waggle.driver.plan.Step;
import org.waggle.driver.stage.InitialStage;
import org.waggle.driver.stage.RunContext;
import org.waggle.driver.stage.SampleStore;
import org.waggle.driver.stage.UpdateStage;
import org.waggle.driver.state.Policies;
import org.waggle.executor.gradient.DemonstrationWorker;
import org.waggle.executor.gradient.ItemMaker;
import org.waggle.executor.gradient.PreferenceWorker;

/** How phases begin, and where their experience comes from. */
public final class Phases {
    private final RunContext context;
    private final InitialStage initialStage;
    private final UpdateStage updateStage;
    private final Map<Class<? extends PhaseRecipe>, ExperienceSource> sources;

    /** The phases of a run. */
    public Phases(
            RunContext context,
            InitialStage initialStage,
            UpdateStage updateStage,
            SampleStore store,
            SwarmExchange exchange) {
        this.context = context;
        this.initialStage = initialStage;
        this.updateStage = updateStage;
        this.sources = Map.of(
                Supervised.class, new TextSource(context, Phases::demonstrations),
                Pairs.class, new TextSource(context, Phases::preferences),
                Reinforcement.class, new ReinforcementSource(context, store, exchange));
    }

    /**
     * The policies as the step finds them: without moments at the first of a phase, and with the reference it is due.
     */
    Policies enter(Step step, Policies policies) {
        Policies entered = step.inPhase() == 1 ? begun(policies) : policies;
        return step.phase().reference().isTakenAt(step.inPhase()) ? withNewReference(entered) : entered;
    }

    private Policies begun(Policies policies) {
        Policies bare = withoutReference(policies);
        if (policies.momentUpdates() == 0) {
            return bare;
        }
        Policies fresh = initialStage.withoutMoments(bare);
        updateStage.release(policies);
        return fresh;
    }

    private Policies withNewReference(Policies policies) {
        // The old one is part of the state before the step, and goes.
        context.stop().commit();
        Policies bare = withoutReference(policies);
        return bare.withReference(Optional.of(initialStage.reference(bare)));
    }

    private static Policies withoutReference(Policies policies) {
        policies.reference().ifPresent(old -> old.unpersist(true));
        return policies.withReference(Optional.empty());
    }

    /** What the step trains on. */
    Experience experience(Step step, Policies policies) {
        ExperienceSource source = sources.get(step.phase().getClass());
        if (source == null) {
            throw new IllegalStateException("Missing value: an experience source for phases of type %s"
                    .formatted(step.phase().getClass().getName()));
        }
        return source.collect(step, policies);
    }

    private static ItemMaker demonstrations(RunContext context, int node) {
        return new DemonstrationWorker(context.task(node), context.seed(node), positions(context, node));
    }

    private static ItemMaker preferences(RunContext context, int node) {
        return new PreferenceWorker(context.task(node), context.seed(node), positions(context, node));
    }

    private static int positions(RunContext context, int node) {
        return context.specs().get(node).shape().maxPositions();
    }
}
