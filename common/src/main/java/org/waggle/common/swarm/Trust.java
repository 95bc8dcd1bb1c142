package org.waggle.common.swarm;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.hadoop.fs.Path;
import org.waggle.common.checkpoint.Storage;
import org.waggle.common.failure.RunException;
import org.waggle.common.recipe.TrustRecipe;

/**
 * Whose files are read.
 *
 * @param everybody also those whom nobody knows
 * @param fingerprints of the others; copied
 */
record Trust(boolean everybody, Set<String> fingerprints) {
    Trust {
        fingerprints = new TreeSet<>(fingerprints);
    }

    /** What a recipe says; reads the file that it names. */
    static Trust of(TrustRecipe recipe, Storage storage) {
        if (recipe instanceof TrustRecipe.Keys some) {
            return of(some.keys());
        }
        return recipe instanceof TrustRecipe.Listed listed
                ? of(keys(storage, listed.path()))
                : new Trust(true, Set.of());
    }

    private static Trust of(List<String> keys) {
        Set<String> fingerprints = new TreeSet<>();
        keys.forEach(key -> fingerprints.add(new PeerKey(key).fingerprint()));
        return new Trust(false, fingerprints);
    }

    private static List<String> keys(Storage storage, String path) {
        Path file = storage.qualified(path);
        List<String> keys = new ArrayList<>();
        int number = 0;
        for (String line :
                new String(storage.read(file), StandardCharsets.UTF_8).lines().toList()) {
            number++;
            String key = line.strip().replaceFirst("[\\s#].*", "");
            if (!key.isEmpty() && !key.matches(TrustRecipe.KEY)) {
                throw RunException.input(
                        "Invalid key: %s, %s line %d (must be 64 hexadecimal digits, as waggle swarm-key prints them)",
                        key, Storage.shown(file), number);
            }
            if (!key.isEmpty()) {
                keys.add(key);
            }
        }
        return keys;
    }

    /** The same, and one more. */
    Trust and(String fingerprint) {
        Set<String> more = new TreeSet<>(fingerprints);
        more.add(fingerprint);
        return new Trust(everybody, more);
    }

    /** Whether files of a peer are read. */
    boolean includes(String fingerprint) {
        return everybody || fingerprints.contains(fingerprint);
    }
}
