package org.waggle.executor.policy;

import java.io.Serializable;

/**
 * Names the weights of one model at one moment.
 *
 * @param run unique for each start of a driver
 * @param model what was gathered: a node's policy, a reference
 * @param version number of updates that the weights have seen
 */
public record PolicyKey(String run, String model, long version) implements Serializable {
    /** A driver runs one run after the other, so that the next one ends what executors hold of the last. */
    boolean isOutdatedBy(PolicyKey other) {
        return !run.equals(other.run) || (model.equals(other.model) && version < other.version);
    }
}
