package org.waggle.common.swarm;

import java.util.List;

/**
 * What a batch file says of itself beside its key.
 *
 * @param swarm name of the swarm that it is for
 * @param run name of the sender's run
 * @param node name of the node
 * @param round step of the sender's run
 * @param model what the policy is, for people
 * @param policyVersion updates that the policy had seen
 * @param task what its task is called in a recipe
 * @param verifier what its answers are judged by, for people; receivers judge by their own rewards
 * @param createdMillis when it was published, since 1970
 * @param groups ids of its groups, in their order
 */
record BatchHeader(
        String swarm,
        String run,
        String node,
        int round,
        String model,
        long policyVersion,
        String task,
        String verifier,
        long createdMillis,
        List<String> groups) {
    BatchHeader {
        groups = List.copyOf(groups);
    }

    /** The name of the file that a peer puts it in. */
    OfferName name(PeerKey key) {
        return new OfferName(createdMillis, key.fingerprint(), node, round, groups.size());
    }
}
