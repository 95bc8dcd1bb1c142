package org.waggle.common.data;

import java.util.List;
import java.util.OptionalDouble;

/**
 * A group as it is shared: text, and what the receiver needs to judge it by itself. No token ids, no rewards. After
 * SAPO (arXiv:2509.08721): the question, its truth, the completions and the metadata that verify them.
 *
 * @param sender who drew it: a node's name
 * @param round step of the sender's run, from 1
 * @param ordinal place of the problem among the sender's of that round, from 0
 * @param policyVersion number of updates that the sender's policy had seen
 * @param problem the problem, with its reference answer and whatever its rewards want
 * @param completions in order of their sample index
 */
public record SharedGroup(
        String sender,
        int round,
        int ordinal,
        long policyVersion,
        Problem problem,
        List<SharedCompletion> completions) {
    /** Copies the list. */
    public SharedGroup {
        completions = List.copyOf(completions);
    }

    /**
     * A completion as it is shared.
     *
     * @param text the completion decoded, without special tokens
     * @param stop why it ended: the receiver ends it with its own end of sequence where the sender drew one
     * @param logp summed log-probability under the sender's policy, in nats, where it is published
     */
    public record SharedCompletion(String text, StopReason stop, OptionalDouble logp) {}

    /** The same group as another name for its sender has it. */
    public SharedGroup from(String name) {
        return new SharedGroup(name, round, ordinal, policyVersion, problem, completions);
    }

    /** The same group about a problem in the receiver's own words. */
    public SharedGroup about(Problem own) {
        return new SharedGroup(sender, round, ordinal, policyVersion, own, completions);
    }

    /**
     * What a node shares of a group that it drew.
     *
     * @param withLogp whether summed log-probabilities are published
     */
    public static SharedGroup of(String sender, Group group, boolean withLogp) {
        return new SharedGroup(
                sender,
                group.id().step(),
                group.id().ordinal(),
                group.policyVersion(),
                group.problem(),
                group.completions().stream()
                        .map(completion -> new SharedCompletion(
                                completion.text(),
                                completion.stop(),
                                withLogp ? OptionalDouble.of(completion.trace().logp()) : OptionalDouble.empty()))
                        .toList());
    }
}
