package org.waggle.common.swarm;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.waggle.common.arrow.SharedGroupCodec;
import org.waggle.common.data.Problem;
import org.waggle.common.data.RejectedException;
import org.waggle.common.data.Rejection;
import org.waggle.common.data.SharedGroup;
import org.waggle.common.data.Verdict;
import org.waggle.common.recipe.ExchangeRecipe.Meet;
import org.waggle.common.recipe.ExchangeRecipe.Meet.Unverifiable;
import org.waggle.common.spi.Task;

/**
 * All that is checked before something of a peer is believed: a function of bytes, name and time.
 *
 * @param meet what the recipe says
 * @param trust whose files are read
 * @param tasks the receiver's tasks, by what a recipe calls them; several may have one name
 */
record Checks(Meet meet, Trust trust, Map<String, List<Task>> tasks) {
    private static final int MOST_NAME_BYTES = 256;
    private static final int MOST_VERIFIER_BYTES = 4096;

    Checks {
        tasks = Map.copyOf(tasks);
    }

    /**
     * A group of a file, and why it is refused.
     *
     * @param id the group's id
     * @param group what it says
     * @param refusal null if nothing is wrong with it
     */
    record Judged(String id, SharedGroup group, @Nullable RejectedException refusal) {}

    /**
     * What a signed file has.
     *
     * @param name what its name said
     * @param nowMillis the receiver's time, since 1970
     * @return its groups in order, each with what is wrong with it
     * @throws RejectedException if the file as a whole is refused; its signer is to blame
     */
    List<Judged> examine(BatchFile file, OfferName name, long nowMillis) throws RejectedException {
        BatchHeader header = file.parsedHeader();
        requireHeader(header, nowMillis);
        RejectedException.unless(
                header.name(file.key()).equals(name), Rejection.MISPLACED, "its name says something else");
        List<SharedGroup> groups =
                SharedGroupCodec.decodeForeign(file.payload(), meet.limits().groups());
        RejectedException.unless(
                groups.size() == header.groups().size(), Rejection.COUNTS, "it has %d groups".formatted(groups.size()));
        List<Judged> judged = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (int index = 0; index < groups.size(); index++) {
            SharedGroup group = groups.get(index);
            String id = GroupHash.id(file.key(), group);
            requireOwn(header, group, id.equals(header.groups().get(index)));
            judged.add(judged(header.task(), id, group, ids.add(id)));
        }
        return judged;
    }

    private void requireHeader(BatchHeader header, long nowMillis) throws RejectedException {
        TextCheck.require(header.swarm(), MOST_NAME_BYTES);
        TextCheck.require(header.run(), MOST_NAME_BYTES);
        TextCheck.require(header.model(), MOST_NAME_BYTES);
        TextCheck.require(header.task(), MOST_NAME_BYTES);
        TextCheck.require(header.verifier(), MOST_VERIFIER_BYTES);
        RejectedException.unless(header.swarm().equals(meet.swarm()), Rejection.MISPLACED, "it is of another swarm");
        RejectedException.unless(
                header.node().matches(OfferName.NODE) && header.round() >= 1 && header.policyVersion() >= 0,
                Rejection.ENVELOPE,
                "node, round or policy version can't be");
        long age = Math.subtractExact(nowMillis, Math.max(0, header.createdMillis()));
        RejectedException.unless(
                age >= -1000L * meet.limits().clockSeconds() && age <= 1000L * meet.stalenessSeconds(),
                Rejection.CLOCK,
                "it was published %d ms ago".formatted(age));
        int groups = header.groups().size();
        RejectedException.unless(
                groups >= 1 && groups <= meet.limits().groups(),
                Rejection.COUNTS,
                "%d groups (at most %d)".formatted(groups, meet.limits().groups()));
        RejectedException.unless(tasks.containsKey(header.task()), Rejection.TASK, "task " + header.task());
    }

    private static void requireOwn(BatchHeader header, SharedGroup group, boolean hashed) throws RejectedException {
        RejectedException.unless(
                hashed
                        && group.sender().equals(header.node())
                        && group.round() == header.round()
                        && group.ordinal() >= 0
                        && group.policyVersion() == header.policyVersion(),
                Rejection.ENVELOPE,
                "header and groups say different things");
    }

    private Judged judged(String task, String id, SharedGroup group, boolean first) {
        try {
            RejectedException.unless(first, Rejection.REPLAY, "the file has it twice");
            new TextCheck(meet.limits(), meet.offPolicy().needsSender()).require(group);
            return new Judged(id, group.about(own(task, group.problem())), null);
        } catch (RejectedException e) {
            return new Judged(id, group, e);
        }
    }

    /** The problem as a task of ours makes it. What one of them keeps for its evaluation is refused by all. */
    private Problem own(String task, Problem problem) throws RejectedException {
        Map<Rejection, Verdict.Refused> refused = new EnumMap<>(Rejection.class);
        Optional<Problem> sound = Optional.empty();
        for (Task one : tasks.getOrDefault(task, List.of())) {
            Verdict verdict = one.verdict(problem);
            if (verdict instanceof Verdict.Refused why) {
                refused.putIfAbsent(why.reason(), why);
            } else if (verdict instanceof Verdict.Sound ours) {
                sound = sound.or(() -> Optional.of(ours.own()));
            }
        }
        require(refused, Rejection.HELD_OUT, problem);
        if (sound.isPresent()) {
            return sound.get();
        }
        if (meet.unverifiable() == Unverifiable.ACCEPT && refused.containsKey(Rejection.UNVERIFIABLE)) {
            return problem;
        }
        require(refused, Rejection.UNVERIFIABLE, problem);
        require(refused, Rejection.WRONG, problem);
        throw new RejectedException(Rejection.TASK, "task " + task);
    }

    private static void require(Map<Rejection, Verdict.Refused> refused, Rejection reason, Problem problem)
            throws RejectedException {
        Verdict.Refused why = refused.get(reason);
        if (why != null) {
            throw new RejectedException(reason, "problem %s: %s".formatted(problem.id(), why.detail()));
        }
    }
}
