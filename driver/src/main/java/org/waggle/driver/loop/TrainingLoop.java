package org.waggle.driver.loop;

import org.waggle.driver.plan.Experience;
import org.waggle.driver.plan.Schedule;
import org.waggle.driver.plan.Step;
import org.waggle.driver.state.Policies;

/**
 * Post-training, as the papers write it: collect experience with the current policies, descend the objective's gradient
 * on it, repeat. What a phase collects and how (rollout → shuffle by group → score → advantage → select → shuffle to
 * lanes, or demonstrations) is its {@link ExperienceSource}; the loop sees a list of nodes and never asks how many.
 */
public final class TrainingLoop {
    private final Schedule schedule;
    private final Phases phases;
    private final Learner learner;
    private final Journal journal;

    /**
     * A loop.
     *
     * @param schedule all steps of the run
     * @param phases how phases begin and where their experience comes from
     * @param learner gradient → shuffle by shard → update
     * @param journal evaluates, reports and saves
     */
    public TrainingLoop(Schedule schedule, Phases phases, Learner learner, Journal journal) {
        this.schedule = schedule;
        this.phases = phases;
        this.learner = learner;
        this.journal = journal;
    }

    /**
     * Runs the steps that follow those already done.
     *
     * @param finished number of finished steps, 0 for a new run
     * @return the trained policies
     */
    public Policies run(Policies initial, int finished) {
        Policies policies = initial;
        for (Step step : schedule.after(finished)) {
            journal.begin(step);
            policies = phases.enter(step, policies);
            try (Experience experience = phases.experience(step, policies)) {
                for (int update = 0; update < experience.plan().updates(); update++) {
                    Learner.Learned learned = learner.update(step, update, experience, policies);
                    policies = learned.policies();
                    journal.learned(learned);
                }
                journal.end(step, experience, policies);
            }
        }
        return policies;
    }
}
