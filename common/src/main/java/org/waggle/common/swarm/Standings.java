package org.waggle.common.swarm;

import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.waggle.common.recipe.MuteRecipe;

/** The standing of the peers that gave something, and who isn't listened to. Keys cost nothing: few are remembered. */
final class Standings {
    private static final int MOST = 4096;

    private final MuteRecipe mute;
    private final String own;
    private final Map<String, Standing> standings = new TreeMap<>();

    /**
     * Nobody's yet.
     *
     * @param own whose key is ours: other nodes and jobs that sign with it aren't judged
     */
    Standings(MuteRecipe mute, String own) {
        this.mute = mute;
        this.own = own;
    }

    boolean isMuted(String peer, int round) {
        return standing(peer).mutedUntil() > round;
    }

    /** How many aren't listened to. */
    int muted(int round) {
        return (int) standings.values().stream()
                .filter(standing -> standing.mutedUntil() > round)
                .count();
    }

    /** Changes what is known of a peer; says so if that mutes it. */
    Optional<String> change(String peer, int round, UnaryOperator<Standing> change) {
        if (peer.equals(own)) {
            return Optional.empty();
        }
        Standing changed = change.apply(standing(peer));
        Optional<String> harm = isMuted(peer, round) ? Optional.empty() : changed.harm(mute);
        int until = round + 1 + mute.rounds();
        standings.put(peer, harm.isPresent() ? changed.muted(until) : changed.judged(mute));
        forget(peer);
        return harm.map(why -> "Peer %s is not listened to before round %d: %s".formatted(peer, until, why));
    }

    private Standing standing(String peer) {
        return standings.getOrDefault(peer, Standing.NEW);
    }

    private void forget(String newest) {
        if (standings.size() > MOST) {
            standings.keySet().stream()
                    .filter(peer -> !peer.equals(newest))
                    .min(Comparator.comparingInt((String peer) -> standing(peer).mutedUntil())
                            .thenComparing(Comparator.naturalOrder()))
                    .ifPresent(standings::remove);
        }
    }
}
