package org.waggle.common.swarm;

/**
 * Who publishes: one node of one run.
 *
 * @param identity what it signs with
 * @param node the node's name
 * @param run the run's name, for people
 * @param model what the policy is, for people
 * @param task what its task is called in a recipe
 * @param verifier what its answers are judged by, for people
 */
public record Member(Identity identity, String node, String run, String model, String task, String verifier) {
    /** What others know its key by. */
    String peer() {
        return identity.key().fingerprint();
    }
}
