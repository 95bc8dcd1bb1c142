package org.waggle.common.swarm;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.apache.hadoop.fs.Path;
import org.waggle.common.checkpoint.Storage;
import org.waggle.common.data.Rejection;
import org.waggle.common.data.Seed;
import org.waggle.common.data.SharedGroup;
import org.waggle.common.failure.FailureKind;
import org.waggle.common.failure.RunException;
import org.waggle.common.recipe.ExchangeRecipe.Meet;
import org.waggle.common.spi.Task;

/**
 * Where a node meets the nodes of other jobs: a folder on any file system that Hadoop knows. Nobody waits for anybody;
 * a folder that can't be reached for a while costs a line in the log. Nothing that peers do is an exception.
 */
public final class PeerFolder implements AutoCloseable {
    /** Part of each path, so that a later layout is another folder. */
    static final String LAYOUT = "v1";

    /** Offers at least, so that a small swarm is seen whole. */
    private static final int LEAST_OFFERS = 64;

    private final Storage storage;
    private final Meet meet;
    private final Member member;
    private final Checks checks;
    private final InstantSource clock;
    private final SwarmFiles files;
    private final Publisher publisher;
    private final DrawRecord record;
    private final Optional<DrawRecord> replayed;
    private final Quarantine quarantine;
    private final List<String> notices = new ArrayList<>();
    private final Memory memory;
    private boolean isClockChecked;

    private PeerFolder(
            Storage storage,
            Meet meet,
            Member member,
            Map<String, List<Task>> tasks,
            Path exchange,
            InstantSource clock) {
        this.storage = storage;
        this.meet = meet;
        this.member = member;
        this.clock = clock;
        this.checks = new Checks(meet, Trust.of(meet.trust(), storage).and(member.peer()), tasks);
        this.files = new SwarmFiles(storage, new Path(new Path(storage.qualified(meet.path()), meet.swarm()), LAYOUT));
        this.publisher = new Publisher(storage, files.root(), meet, member);
        this.record = DrawRecord.open(storage, exchange, member.node());
        this.replayed = meet.replay().isEmpty()
                ? Optional.empty()
                : Optional.of(DrawRecord.read(
                        storage, new Path(storage.qualified(meet.replay()), exchange.getName()), member.node()));
        this.quarantine = new Quarantine(files, new Path(exchange, "quarantine"), meet.limits());
        this.memory = new Memory(new Standings(meet.mute(), member.peer()));
    }

    /**
     * Joins a swarm.
     *
     * @param meet what the recipe says
     * @param member who joins
     * @param tasks the receiver's tasks, by what recipes call them: groups of others are refused
     * @param exchange where the run keeps its record: {@link org.waggle.common.checkpoint.RunFolder#exchange}
     * @param clock says the time
     * @throws RunException if the folder can't be written to, or what the recipe names can't be read
     */
    public static PeerFolder open(
            Storage storage,
            Meet meet,
            Member member,
            Map<String, List<Task>> tasks,
            Path exchange,
            InstantSource clock) {
        PeerFolder folder = new PeerFolder(storage, meet, member, tasks, exchange, clock);
        if (folder.replayed.isEmpty()) {
            folder.publisher.makeSwarm();
        }
        folder.publisher.remember(folder.record.published(), clock.millis());
        return folder;
    }

    /**
     * Goes on after a round that needn't be made again: what it and those before saw is remembered.
     *
     * @param finished the last such round, 0 for none
     * @return this folder
     */
    public PeerFolder after(int finished) {
        record.receipts(finished).forEach((round, receipt) -> memory.add(round, receipt, line -> {}));
        return this;
    }

    /**
     * Publishes a round's groups, once, however often the round is made again.
     *
     * @param round step of the run, from 1
     * @param groups what the node drew itself, of one policy version
     * @return lines for the log
     */
    public List<String> publish(int round, List<SharedGroup> groups) {
        if (replayed.isEmpty() && !groups.isEmpty()) {
            reachable("publish", () -> publishOnce(round, groups));
            publisher.clean(clock.millis());
        }
        return drained();
    }

    private void publishOnce(int round, List<SharedGroup> groups) {
        long now = clock.millis();
        Optional<OfferName> before = record.published(round);
        Optional<Publisher.Batch> batch = publisher.batch(
                round, groups, before.map(OfferName::createdMillis).orElse(now));
        if (before.isPresent()) {
            batch.filter(again -> again.name().equals(before.get())).ifPresent(again -> publisher.complete(again, now));
        } else if (batch.isPresent()) {
            OfferName name = batch.get().name();
            record.addPublished(round, name.path(files.root()));
            publisher.put(batch.get());
            if (!isClockChecked) {
                isClockChecked = true;
                publisher.clock(name).ifPresent(notices::add);
            }
        }
    }

    /** What a round drew before, if it was settled in an earlier life of the run, or in the run that is replayed. */
    private Optional<Drawn> recorded(int round) {
        Optional<Drawn> own = record.drawn(round);
        return own.isPresent() || replayed.isEmpty() ? own : Optional.of(repeated(replayed.get(), round));
    }

    /**
     * Draws groups of peers that may be trained on. Changes nothing; {@link #settle} says what was made of it.
     *
     * @param round step of the run, from 1
     * @param seed of this draw
     * @param wanted how many groups are wanted at most
     */
    public Drawn draw(int round, Seed seed, int wanted) {
        return recorded(round).orElseGet(() -> {
            Drawn[] drawn = {Drawn.NONE};
            reachable("draw", () -> {
                Walk walk = walk(round, seed, wanted);
                Drawn look = new Examiner(files, checks, memory, clock.millis()).look(walk.offers(), wanted);
                drawn[0] = new Drawn(look.groups(), look.refused(), look.cost().plus(walk.cost()));
            });
            return drawn[0];
        });
    }

    /**
     * Settles a round: what was looked at isn't drawn again, peers are judged by it, and it is recorded.
     *
     * @param drawn what was drawn
     * @param use what the node made of it
     */
    public Settled settle(int round, Drawn drawn, Drawn.Use use) {
        Drawn.Receipt receipt = drawn.receipt(use);
        List<String> lines = drained();
        if (!record.isDrawn(round)) {
            drawn.keep(storage, record.texts(round), use.looked());
            record.addDrawn(round, receipt);
            receipt.refused().forEach(quarantine::keep);
        }
        int duplicates = memory.add(round, receipt, lines::add);
        return new Settled(lines, receipt.rejected(), duplicates, memory.standings.muted(round), drawn.cost());
    }

    /**
     * What came of a round.
     *
     * @param lines for the log
     * @param rejected how much was refused, by reason
     * @param duplicates groups whose content was drawn before, of whomever
     * @param muted peers that aren't listened to
     * @param cost what the draw cost
     */
    public record Settled(
            List<String> lines, SortedMap<Rejection, Integer> rejected, int duplicates, int muted, Drawn.Cost cost) {
        /** Copies the lines. */
        public Settled {
            lines = List.copyOf(lines);
        }
    }

    @Override
    public void close() {
        record.close();
        replayed.ifPresent(DrawRecord::close);
    }

    private Drawn repeated(DrawRecord other, int round) {
        return other.drawn(round)
                .orElseThrow(() -> RunException.input(
                        "Cannot replay %s: it has no record of step %d of node %s (take fewer steps)",
                        meet.replay(), round, member.node()));
    }

    private record Walk(List<Offer> offers, Drawn.Cost cost) {}

    private Walk walk(int round, Seed seed, int wanted) {
        FolderWalk walk = new FolderWalk(files, meet, clock.millis());
        int enough = (int) Math.min(Integer.MAX_VALUE, Math.max(LEAST_OFFERS, 4L * wanted));
        List<Offer> offers = walk.offers(seed, offer -> isWanted(offer, round), enough);
        return new Walk(offers, new Drawn.Cost(walk.listings(), walk.names(), 0, 0));
    }

    private boolean isWanted(Offer offer, int round) {
        OfferName name = offer.name();
        return !record.hasPublished(name)
                && checks.trust().includes(name.peer())
                && !memory.standings.isMuted(name.peer(), round)
                && !memory.knows(offer, round);
    }

    /** A folder that can't be reached now may be there in the next round; the run doesn't depend on it. */
    private void reachable(String what, Runnable work) {
        try {
            work.run();
        } catch (RunException e) {
            if (e.kind() != FailureKind.RESOURCE) {
                throw e;
            }
            notices.add("Cannot %s groups in this round: %s".formatted(what, e.getMessage()));
        }
    }

    private List<String> drained() {
        List<String> lines = new ArrayList<>(notices);
        notices.clear();
        return lines;
    }
}
