package org.waggle.executor.rollout;

import java.io.Serializable;
import org.waggle.common.data.GroupId;

/**
 * Completions to draw for one problem.
 *
 * @param group the group that they belong to
 * @param problem index of the problem within its split
 * @param firstSample index of the first completion
 * @param samples number of completions
 * @param round rollout round within the step
 */
public record RolloutRequest(GroupId group, long problem, int firstSample, int samples, int round)
        implements Serializable {}
