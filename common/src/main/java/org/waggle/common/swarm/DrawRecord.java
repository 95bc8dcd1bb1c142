package org.waggle.common.swarm;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.hadoop.fs.Path;
import org.waggle.common.arrow.ArrowBatch;
import org.waggle.common.arrow.SharedGroupCodec;
import org.waggle.common.checkpoint.JsonLinesLog;
import org.waggle.common.checkpoint.Storage;
import org.waggle.common.data.SharedGroup;
import org.waggle.common.failure.RunException;

/**
 * What one node published and drew, round by round: {@code NODE.jsonl} says it, {@code NODE/step-000012.arrow} has the
 * groups. It isn't cut back when a run goes on from a checkpoint: the same round then draws the same groups.
 */
final class DrawRecord implements AutoCloseable {
    private final Storage storage;
    private final Path folder;
    private final String node;
    private final TreeMap<Integer, Line> drawn = new TreeMap<>();
    private final TreeMap<Integer, OfferName> published = new TreeMap<>();
    private final Optional<JsonLinesLog> log;

    private DrawRecord(Storage storage, Path folder, String node, Optional<JsonLinesLog> log) {
        this.storage = storage;
        this.folder = folder;
        this.node = node;
        this.log = log;
        JsonLinesLog.lines(storage, lines(folder, node)).forEach(line -> remember(parsed(line)));
    }

    /**
     * A line of the record.
     *
     * @param step the round
     * @param published the file that was published; empty in a line about a draw
     * @param drawn what was drawn; empty in a line about publishing
     */
    record Line(int step, String published, Drawn.Receipt drawn) {}

    /** The record of a run, to go on with; begins one if there is none. */
    static DrawRecord open(Storage storage, Path folder, String node) {
        storage.makeFolder(new Path(folder, node));
        return new DrawRecord(
                storage,
                folder,
                node,
                Optional.of(JsonLinesLog.resume(storage, lines(folder, node), Integer.MAX_VALUE)));
    }

    /**
     * The record of another run, to be repeated.
     *
     * @throws RunException if there is none
     */
    static DrawRecord read(Storage storage, Path folder, String node) {
        if (!storage.exists(lines(folder, node))) {
            throw RunException.input("Cannot replay %s: it has no record of node %s", Storage.shown(folder), node);
        }
        return new DrawRecord(storage, folder, node, Optional.empty());
    }

    private static Path lines(Path folder, String node) {
        return new Path(folder, node + ".jsonl");
    }

    /** What a round drew, if it is recorded. */
    Optional<Drawn> drawn(int round) {
        return Optional.ofNullable(drawn.get(round)).map(Line::drawn).map(receipt -> {
            int count = receipt.taken().size();
            List<SharedGroup> groups =
                    count == 0 ? List.of() : SharedGroupCodec.decode(new ArrowBatch(storage.read(texts(round)), count));
            List<Drawn.Taken> taken = IntStream.range(0, count)
                    .mapToObj(at -> new Drawn.Taken(receipt.taken().get(at), groups.get(at)))
                    .toList();
            return new Drawn(taken, receipt.refused(), receipt.cost());
        });
    }

    /** Whether a draw is recorded. */
    boolean isDrawn(int round) {
        return drawn.containsKey(round);
    }

    /** Records a draw, whose texts are kept. */
    void addDrawn(int round, Drawn.Receipt receipt) {
        add(new Line(round, "", receipt));
    }

    /** What came of the recorded draws up to a round, by round. */
    SortedMap<Integer, Drawn.Receipt> receipts(int last) {
        SortedMap<Integer, Drawn.Receipt> receipts = new TreeMap<>();
        drawn.headMap(last, true).forEach((round, line) -> receipts.put(round, line.drawn()));
        return receipts;
    }

    /** Where the texts of a draw are kept. */
    Path texts(int round) {
        return new Path(new Path(folder, node), "step-%06d.arrow".formatted(round));
    }

    /** What a round was published as, or would have been but for a kill. */
    Optional<OfferName> published(int round) {
        return Optional.ofNullable(published.get(round));
    }

    /** Records a file that is about to be written, so that it is known to be own whatever happens. */
    void addPublished(int round, Path file) {
        add(new Line(round, file.toString(), Drawn.NONE.receipt(Drawn.Use.all(0, 0))));
    }

    /** Whether a file is this node's own: a key may sign for other jobs as well, and a run may have another by now. */
    boolean hasPublished(OfferName file) {
        return file.equals(published.get(file.round()));
    }

    /** All files that were published, in the order of their rounds. */
    List<OfferName> published() {
        return List.copyOf(published.values());
    }

    @Override
    public void close() {
        log.ifPresent(JsonLinesLog::close);
    }

    private void add(Line line) {
        log.ifPresent(open -> open.append(SwarmJson.line(line)));
        remember(line);
    }

    private void remember(Line line) {
        if (line.published().isEmpty()) {
            drawn.put(line.step(), line);
        } else {
            OfferName.parse(new Path(line.published()).getName()).ifPresent(name -> published.put(line.step(), name));
        }
    }

    private Line parsed(String line) {
        try {
            return SwarmJson.own(line.getBytes(StandardCharsets.UTF_8), Line.class);
        } catch (IOException e) {
            throw RunException.input("Cannot read %s: a line is damaged", Storage.shown(lines(folder, node)));
        }
    }
}
