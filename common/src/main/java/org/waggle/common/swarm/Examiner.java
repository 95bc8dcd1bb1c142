package org.waggle.common.swarm;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.fs.Path;
import org.waggle.common.data.RejectedException;
import org.waggle.common.data.Rejection;

/**
 * Reads offered files and checks them.
 *
 * @param folder where they lie
 * @param checks what is checked
 * @param memory what was drawn before
 * @param nowMillis the receiver's time, since 1970
 */
record Examiner(SwarmFiles folder, Checks checks, Memory memory, long nowMillis) {
    /** A file that isn't whole after so long never will be. */
    private static final long UNFINISHED_MILLIS = 60_000;

    /**
     * The first of the offers with which nothing is wrong.
     *
     * @param offers in the order of the draw
     * @param wanted how many groups are wanted at most; as many more are looked at where some are refused
     */
    Drawn look(List<Offer> offers, int wanted) {
        Look look = new Look();
        for (Offer offer : offers) {
            if (look.groups.size() == wanted || look.refused.size() > wanted) {
                break;
            }
            look.at(offer);
        }
        return new Drawn(look.groups, look.refused, new Drawn.Cost(0, 0, look.files.size(), look.bytes));
    }

    /** One look at many offers, in which a file is read once. */
    private final class Look {
        private final Map<String, List<Checks.Judged>> files = new HashMap<>();
        private final Map<String, String> signers = new HashMap<>();
        private final Set<Long> said = new HashSet<>();
        private final List<Drawn.Taken> groups = new ArrayList<>();
        private final List<Drawn.Refused> refused = new ArrayList<>();
        private long bytes;

        void at(Offer offer) {
            if (!files.containsKey(offer.file())) {
                files.put(offer.file(), judged(offer));
            }
            List<Checks.Judged> judged = files.getOrDefault(offer.file(), List.of());
            if (offer.index() < judged.size()) {
                take(offer, judged.get(offer.index()));
            }
        }

        private void take(Offer offer, Checks.Judged judged) {
            String peer = signers.getOrDefault(offer.file(), "");
            Drawn.Source source = new Drawn.Source(
                    offer.file(), peer, offer.index(), judged.id(), GroupHash.contentBits(judged.group()));
            RejectedException refusal = judged.refusal();
            if (refusal == null && (memory.knows(source) || !isFirst(source))) {
                refusal = new RejectedException(Rejection.REPLAY, "it was drawn before, or what it says was");
            }
            if (refusal == null) {
                groups.add(new Drawn.Taken(source, judged.group()));
            } else {
                refused.add(refused(offer, peer, offer.index(), refusal));
            }
        }

        /** Equal groups of a peer have equal contents, so those say it for both. */
        private boolean isFirst(Drawn.Source source) {
            return said.add(GroupHash.saidBits(source.peer(), source.content()));
        }

        private List<Checks.Judged> judged(Offer offer) {
            try {
                Optional<byte[]> read = read(offer);
                return read.isEmpty() ? List.of() : judged(offer, read.get());
            } catch (RejectedException e) {
                refused.add(refused(offer, signers.getOrDefault(offer.file(), ""), Memory.WHOLE, e));
                return List.of();
            }
        }

        private List<Checks.Judged> judged(Offer offer, byte[] read) throws RejectedException {
            BatchFile file = BatchFile.open(read, checks.trust());
            signers.put(offer.file(), file.key().fingerprint());
            return checks.examine(file, offer.name(), nowMillis);
        }

        private Optional<byte[]> read(Offer offer) throws RejectedException {
            int most = checks.meet().limits().fileBytes();
            RejectedException.unless(
                    offer.bytes() <= most, Rejection.TOO_LARGE, "%d bytes (at most %d)".formatted(offer.bytes(), most));
            Optional<byte[]> read = folder.read(new Path(offer.file()), most + 1);
            bytes += read.map(found -> found.length).orElse(0);
            RejectedException.unless(
                    read.map(found -> found.length).orElse(0) <= most,
                    Rejection.TOO_LARGE,
                    "more than it was listed with");
            boolean isYoung = nowMillis - offer.name().createdMillis() < UNFINISHED_MILLIS;
            return read.filter(found -> !(isYoung && BatchFile.isUnfinished(found)));
        }

        private Drawn.Refused refused(Offer offer, String peer, int index, RejectedException why) {
            return new Drawn.Refused(offer.file(), peer, index, why.reason(), String.valueOf(why.getMessage()));
        }
    }
}
