package org.waggle.common.swarm;

import org.apache.hadoop.fs.Path;
import org.waggle.common.recipe.MuteRecipe;

/** What a node has seen of a swarm. */
final class Memory {
    /** What stands for the place of a group where a whole file is meant. */
    static final int WHOLE = -1;

    final SeenSet places;
    final SeenSet ids;
    final SeenSet contents;
    final Peers peers;

    Memory(Peers peers) {
        this(new SeenSet(), new SeenSet(), new SeenSet(), peers);
    }

    private Memory(SeenSet places, SeenSet ids, SeenSet contents, Peers peers) {
        this.places = places;
        this.ids = ids;
        this.contents = contents;
        this.peers = peers;
    }

    static Memory of(SwarmState state, MuteRecipe mute) {
        return new Memory(
                SeenSet.parse(state.places()),
                SeenSet.parse(state.ids()),
                SeenSet.parse(state.contents()),
                new Peers(mute, state.peers()));
    }

    /** Whether an offer, or its file as a whole, was looked at. */
    boolean knows(Offer offer) {
        return places.contains(offer.name().place(offer.index()))
                || places.contains(offer.name().place(WHOLE));
    }

    /** Marks what was looked at as seen; returns how much of it was said before. */
    int add(Drawn.Receipt receipt) {
        int duplicates = 0;
        for (Drawn.Source source : receipt.taken()) {
            addPlace(source.file(), source.index());
            ids.add(GroupHash.bits(source.id()));
            duplicates += contents.add(source.content()) ? 0 : 1;
        }
        receipt.refused().forEach(refused -> addPlace(refused.file(), refused.index()));
        return duplicates;
    }

    private void addPlace(String file, int index) {
        OfferName.parse(new Path(file).getName()).ifPresent(name -> places.add(name.place(index)));
    }
}
