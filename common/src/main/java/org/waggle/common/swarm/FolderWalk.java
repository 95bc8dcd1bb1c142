package org.waggle.common.swarm;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.waggle.common.data.Seed;
import org.waggle.common.recipe.ExchangeRecipe.Meet;

/**
 * One look into the folder of a swarm: slots in a seeded order, all files of each, until there are enough offers.
 *
 * <p>Each slot of the window is as likely to be visited as another, and a file's slot is a hash of its name, so names
 * that nobody has chosen have like chances to be among the offers; the offers of a crowded slot share one turn. A visit
 * costs a listing of the slot, and one of each folder above it that wasn't listed before. A walk ends after
 * {@link #MOST_LISTINGS}, and may then have seen only some of the slots.
 */
final class FolderWalk {
    private static final int SLOTS = OfferName.DIGITS * OfferName.DIGITS;
    private static final int MOST_LISTINGS = 512;

    private final SwarmFiles files;
    private final Map<String, Children> folders = new HashMap<>();
    private final long oldestMillis;
    private final long newestMillis;
    private final int mostGroups;
    private int listings;
    private int names;

    FolderWalk(SwarmFiles files, Meet meet, long nowMillis) {
        this.files = files;
        this.mostGroups = meet.limits().groups();
        this.oldestMillis = nowMillis - 1000L * meet.stalenessSeconds();
        this.newestMillis = nowMillis + 1000L * meet.limits().clockSeconds();
    }

    /**
     * Offers in a seeded uniform order.
     *
     * @param wanted says what is looked at
     * @param enough of those stop the walk; a slot is always taken whole
     */
    List<Offer> offers(Seed seed, Predicate<Offer> wanted, int enough) {
        long firstBucket = oldestMillis / OfferName.BUCKET_MILLIS;
        int buckets = (int) (newestMillis / OfferName.BUCKET_MILLIS - firstBucket) + 1;
        SeededOrder order = new SeededOrder(buckets * SLOTS, seed.at("slots"));
        List<Offer> offers = new ArrayList<>();
        while (order.hasNext() && offers.size() < enough && listings < MOST_LISTINGS) {
            int place = order.next();
            offers.addAll(slot(firstBucket + place / SLOTS, place % SLOTS, wanted));
        }
        return shuffled(offers, seed.at("offers"));
    }

    /** Listings made so far. */
    int listings() {
        return listings;
    }

    /** Names seen in them. */
    int names() {
        return names;
    }

    private List<Offer> slot(long bucket, int slot, Predicate<Offer> wanted) {
        String first = Long.toString(bucket);
        if (!has("", first)) {
            return List.of();
        }
        String second = OfferName.digit(slot / OfferName.DIGITS);
        String third = OfferName.digit(slot % OfferName.DIGITS);
        if (!has(first, second) || !has(first + "/" + second, third)) {
            return List.of();
        }
        Path folder = new Path(files.root(), first + "/" + second + "/" + third);
        List<Offer> offers = new ArrayList<>();
        for (FileStatus status : list(folder)) {
            if (!status.isFile() || status.getLen() == 0) {
                // A pipe, or a file that is being written.
                continue;
            }
            OfferName.parse(status.getPath().getName())
                    .filter(name -> name.bucket() == bucket && name.slot() == slot)
                    .filter(this::isCurrent)
                    .ifPresent(name ->
                            offers(folder, name, status.getLen()).filter(wanted).forEach(offers::add));
        }
        return List.copyOf(offers);
    }

    /** A file that claims more groups than the limit is refused once it is read. */
    private Stream<Offer> offers(Path folder, OfferName name, long bytes) {
        String file = new Path(folder, name.text()).toString();
        return IntStream.range(0, Math.min(name.groups(), mostGroups))
                .mapToObj(index -> new Offer(file, name, bytes, index));
    }

    private boolean isCurrent(OfferName name) {
        return name.createdMillis() >= oldestMillis && name.createdMillis() <= newestMillis;
    }

    /** Folders that were found in a folder, and whether those are all. */
    private record Children(Set<String> names, boolean isWhole) {}

    /** Whether a folder below that of the swarm has another in it, or may have: it could be crowded out of sight. */
    private boolean has(String folder, String child) {
        Children children = folders.computeIfAbsent(folder, this::children);
        return !children.isWhole() || children.names().contains(child);
    }

    private Children children(String folder) {
        List<FileStatus> found = list(folder.isEmpty() ? files.root() : new Path(files.root(), folder));
        Set<String> names = new HashSet<>();
        found.forEach(status -> names.add(status.getPath().getName()));
        return new Children(names, found.size() < SwarmFiles.MOST_NAMES);
    }

    private List<FileStatus> list(Path folder) {
        listings++;
        List<FileStatus> found = files.list(folder);
        names += found.size();
        return found;
    }

    private static List<Offer> shuffled(List<Offer> offers, Seed seed) {
        List<Offer> shuffled = new ArrayList<>(offers.size());
        // Slots come in the seed's order, but a slot's files by name.
        SeededOrder order = new SeededOrder(offers.size(), seed);
        while (order.hasNext()) {
            shuffled.add(offers.get(order.next()));
        }
        return shuffled;
    }
}
