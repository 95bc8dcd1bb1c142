package org.waggle.driver.plan;

import java.util.ArrayList;
import java.util.List;
import org.waggle.common.recipe.PhaseRecipe;
import org.waggle.common.recipe.Recipe;

/** All steps of a recipe in order; a function of the recipe alone, so that a resumed run goes on where it was. */
public final class Schedule {
    private final List<Step> steps = new ArrayList<>();

    /** The steps of a recipe. */
    public Schedule(Recipe recipe) {
        long problem = 0;
        for (PhaseRecipe phase : recipe.phases()) {
            for (int inPhase = 1; inPhase <= phase.steps(); inPhase++) {
                steps.add(new Step(steps.size() + 1, phase, inPhase, problem));
                problem += phase.problemsPerStep();
            }
        }
    }

    /** The steps that follow a number of finished ones. */
    public List<Step> after(int finished) {
        return List.copyOf(steps.subList(finished, steps.size()));
    }

    /** The step with a number, from 1. */
    public Step at(int number) {
        return steps.get(number - 1);
    }

    /** Number of steps. */
    public int size() {
        return steps.size();
    }
}
