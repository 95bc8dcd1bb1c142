package org.waggle.driver.loop;

import org.waggle.driver.plan.Experience;
import org.waggle.driver.plan.Step;
import org.waggle.driver.state.Policies;

/** What is written down of a run while it goes on; the loop tells, and knows nothing of files or screens. */
public interface Journal {
    /** A step begins. */
    void begin(Step step);

    /** An update was made. */
    void learned(Learner.Learned learned);

    /** A step is done: evaluate, report and save whatever is due. */
    void end(Step step, Experience experience, Policies policies);
}
