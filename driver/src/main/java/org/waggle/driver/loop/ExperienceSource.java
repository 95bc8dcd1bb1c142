package org.waggle.driver.loop;

import org.waggle.driver.plan.Experience;
import org.waggle.driver.plan.Step;
import org.waggle.driver.state.Policies;

/** Where a phase's training data comes from: demonstrations, or the policies' own rollouts. */
interface ExperienceSource {
    /** What a step trains on; to be closed after its updates. */
    Experience collect(Step step, Policies policies);
}
