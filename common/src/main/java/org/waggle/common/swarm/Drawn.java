package org.waggle.common.swarm;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.hadoop.fs.Path;
import org.waggle.common.arrow.SharedGroupCodec;
import org.waggle.common.checkpoint.Storage;
import org.waggle.common.data.Rejection;
import org.waggle.common.data.SharedGroup;

/**
 * What a look at offers gave.
 *
 * @param groups groups with which nothing is wrong, in the order of the draw
 * @param refused what was refused on the way
 * @param cost what the look cost
 */
public record Drawn(List<Taken> groups, List<Refused> refused, Cost cost) {
    /** Nothing. */
    public static final Drawn NONE = new Drawn(List.of(), List.of(), new Cost(0, 0, 0, 0));

    /** Copies the lists. */
    public Drawn {
        groups = List.copyOf(groups);
        refused = List.copyOf(refused);
    }

    /**
     * A group of a peer that may be trained on.
     *
     * @param source where it is from
     * @param group what it says; its {@code sender} is a node of the peer
     */
    public record Taken(Source source, SharedGroup group) {}

    /**
     * Where a group is from.
     *
     * @param file its file
     * @param peer fingerprint of its signer
     * @param index place in the file, from 0
     * @param id the group's id
     * @param content 64 bits of its content, whoever says it
     */
    public record Source(String file, String peer, int index, String id, long content) {}

    /**
     * Something that was refused.
     *
     * @param file its file
     * @param peer fingerprint of its signer; empty if nobody can be blamed
     * @param index place of the group in the file, or -1 for the whole file
     * @param reason why
     * @param detail what was found, for a person
     */
    public record Refused(String file, String peer, int index, Rejection reason, String detail) {}

    /**
     * What a look cost.
     *
     * @param listings folders listed
     * @param names names in them
     * @param files files read
     * @param bytes bytes read
     */
    public record Cost(int listings, int names, int files, long bytes) {
        Cost plus(Cost other) {
            return new Cost(listings + other.listings, names + other.names, files + other.files, bytes + other.bytes);
        }
    }

    /**
     * What a node made of the groups.
     *
     * @param looked how many it looked at, from the first on
     * @param unusable those of them that can't be made its own, by their place
     * @param trained those of them that it trains on, by their place
     * @param reward mean reward of its own completions of the round
     */
    public record Use(int looked, SortedMap<Integer, Rejection> unusable, List<Integer> trained, double reward) {
        /** Copies both. */
        public Use {
            unusable = new TreeMap<>(unusable);
            trained = List.copyOf(trained);
        }

        /** All was looked at, and is trained on. */
        static Use all(int looked, double reward) {
            return new Use(
                    looked, new TreeMap<>(), IntStream.range(0, looked).boxed().toList(), reward);
        }
    }

    /**
     * What a round comes to, without texts.
     *
     * @param taken the groups that were looked at, in their order
     * @param refused what was refused before
     * @param use what was made of it
     * @param cost what it cost
     */
    record Receipt(List<Source> taken, List<Refused> refused, Use use, Cost cost) {
        /** Copies the lists. */
        Receipt {
            taken = List.copyOf(taken);
            refused = List.copyOf(refused);
        }

        /** How much was refused, by reason. */
        SortedMap<Rejection, Integer> rejected() {
            SortedMap<Rejection, Integer> counts = new TreeMap<>();
            refused.forEach(one -> counts.merge(one.reason(), 1, Integer::sum));
            use.unusable().values().forEach(reason -> counts.merge(reason, 1, Integer::sum));
            return counts;
        }
    }

    /** What it comes to if not all was looked at. */
    Receipt receipt(Use use) {
        return new Receipt(
                groups.subList(0, use.looked()).stream().map(Taken::source).toList(), refused, use, cost);
    }

    /**
     * Writes the texts of what was looked at, which the record of a run keeps.
     *
     * @param file {@link DrawRecord#texts}
     * @param looked how many of the groups, from the first on
     */
    void keep(Storage storage, Path file, int looked) {
        if (looked > 0) {
            storage.replace(
                    file,
                    SharedGroupCodec.encode(groups.subList(0, looked).stream()
                                    .map(Taken::group)
                                    .toList())
                            .ipc());
        }
    }

    /** How much was refused on the way, by reason. */
    SortedMap<Rejection, Integer> rejected() {
        return receipt(Use.all(0, 0)).rejected();
    }
}
