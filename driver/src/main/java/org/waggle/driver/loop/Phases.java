package org.waggle.driver.loop;

import java.util.Map;
import java.util.Optional;
import org.waggle.common.recipe.PhaseRecipe;
import org.waggle.common.recipe.PhaseRecipe.Reinforcement;
import org.waggle.common.recipe.PhaseRecipe.Supervised;
import org.waggle.driver.plan.Experience;
import org.waggle.driver.plan.Step;
import org.waggle.driver.stage.InitialStage;
import org.waggle.driver.stage.RunContext;
import org.waggle.driver.stage.StoreStage;
import org.waggle.driver.stage.UpdateStage;
import org.waggle.driver.state.Policies;

/** How phases begin, and where their experience comes from. */
public final class Phases {
    private final InitialStage initialStage;
    private final UpdateStage updateStage;
    private final Map<Class<? extends PhaseRecipe>, ExperienceSource> sources;

    /** The phases of a run. */
    public Phases(RunContext context, InitialStage initialStage, UpdateStage updateStage, StoreStage storeStage) {
        this.initialStage = initialStage;
        this.updateStage = updateStage;
        this.sources = Map.of(
                Supervised.class, new SupervisedSource(context),
                Reinforcement.class, new ReinforcementSource(context, storeStage));
    }

    /** The policies as the step finds them: at the first step of a phase without moments, and with its reference. */
    Policies enter(Step step, Policies policies) {
        if (step.inPhase() > 1) {
            return policies;
        }
        policies.reference().ifPresent(old -> old.unpersist(true));
        Policies fresh = initialStage.withoutMoments(policies.withReference(Optional.empty()));
        updateStage.release(policies);
        return step.phase().objective().usesReference()
                ? fresh.withReference(Optional.of(initialStage.reference(fresh)))
                : fresh;
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
}
