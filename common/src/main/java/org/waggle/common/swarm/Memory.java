package org.waggle.common.swarm;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.Path;
import org.waggle.common.data.Rejection;

/** What a node has seen of a swarm. */
final class Memory {
    /** What stands for the place of a group where a whole file is meant. */
    static final int WHOLE = -1;

    final Standings standings;
    private final SeenSet places = new SeenSet();
    private final SeenSet ids = new SeenSet();
    private final SeenSet said = new SeenSet();
    private final SeenSet contents = new SeenSet();
    private final Resting unreadable = new Resting();
    private Set<String> helped = Set.of();
    private double reward;

    Memory(Standings standings) {
        this.standings = standings;
    }

    /** Whether an offer, or its file as a whole, was looked at, or isn't to be in this round. */
    boolean knows(Offer offer, int round) {
        long whole = offer.name().place(WHOLE);
        return places.contains(offer.name().place(offer.index()))
                || places.contains(whole)
                || unreadable.contains(whole, round);
    }

    /** Whether a group was drawn before, or another of the same peer with the same content. */
    boolean knows(Drawn.Source source) {
        return ids.contains(GroupHash.bits(source.id()))
                || said.contains(GroupHash.saidBits(source.peer(), source.content()));
    }

    /**
     * Marks what was looked at as seen, and judges peers by it.
     *
     * @param told gets a line for each peer that is muted by it
     * @return how much of it was said before
     */
    int add(int round, Drawn.Receipt receipt, Consumer<String> told) {
        int duplicates = 0;
        for (Drawn.Source source : receipt.taken()) {
            place(source.file(), source.index()).ifPresent(places::add);
            ids.add(GroupHash.bits(source.id()));
            said.add(GroupHash.saidBits(source.peer(), source.content()));
            duplicates += contents.add(source.content()) ? 0 : 1;
        }
        receipt.refused().forEach(refused -> add(round, refused));
        judge(round, receipt, told);
        return duplicates;
    }

    private void judge(int round, Drawn.Receipt receipt, Consumer<String> told) {
        Drawn.Use use = receipt.use();
        for (int place = 0; place < receipt.taken().size(); place++) {
            UnaryOperator<Standing> change = use.unusable().containsKey(place) ? Standing::rejected : Standing::used;
            standings.change(receipt.taken().get(place).peer(), round, change).ifPresent(told);
        }
        receipt.refused().stream()
                .filter(refused -> !refused.peer().isEmpty())
                .forEach(refused -> standings
                        .change(refused.peer(), round, Standing::rejected)
                        .ifPresent(told));
        double gain = use.reward() - reward;
        helped.forEach(peer -> standings
                .change(peer, round, standing -> standing.measured(gain))
                .ifPresent(told));
        helped = use.trained().stream()
                .map(place -> receipt.taken().get(place).peer())
                .collect(Collectors.toCollection(TreeSet::new));
        reward = use.reward();
    }

    private void add(int round, Drawn.Refused refused) {
        place(refused.file(), refused.index()).ifPresent(place -> {
            if (refused.reason() == Rejection.UNREADABLE) {
                unreadable.add(place, round);
            } else {
                places.add(place);
            }
        });
    }

    private static Optional<Long> place(String file, int index) {
        return OfferName.parse(new Path(file).getName()).map(name -> name.place(index));
    }
}
