package org.waggle.executor.policy;

import java.io.Serializable;

/**
 * Names the weights of one model at one moment.
 *
 * @param run unique for each start of a driver
 * @param model what was gathered: a policy, a reference, a base
 * @param node whose it is
 * @param version number of updates that the weights have seen
 * @param inTurn whether the nodes' weights of this model are open one after the other, not side by side: each is a
 *     whole copy that is quickly made of what all of them share
 */
public record PolicyKey(String run, String model, int node, long version, boolean inTurn) implements Serializable {
    /** A driver runs one run after the other, so that the next one ends what executors hold of the last. */
    boolean isOutdatedBy(PolicyKey other) {
        return !run.equals(other.run) || (model.equals(other.model) && isOlderOrInTurnBefore(other));
    }

    private boolean isOlderOrInTurnBefore(PolicyKey other) {
        return node == other.node ? version < other.version : inTurn;
    }
}
