package org.waggle.common.recipe;

import java.util.List;
import org.waggle.common.data.Doc;
import org.waggle.common.failure.Check;
import org.waggle.common.spi.Component;

/** Whose groups are looked at, of those who meet in a folder. What they say is checked all the same. */
public sealed interface TrustRecipe extends Component {
    /** A public key as people pass it on: 64 hexadecimal digits, what {@code waggle swarm-key} prints. */
    String KEY = "[0-9a-f]{64}";

    /** Whoever signs. */
    @Doc("Everybody who signs, also those whom nobody knows.")
    record Any() implements TrustRecipe {}

    /** Some keys. */
    @Doc("The peers of some keys.")
    record Keys(
            @Doc("Public keys, 64 hexadecimal digits each, as waggle swarm-key prints them.")
            List<String> keys) implements TrustRecipe {
        /** Checks each key. */
        public Keys {
            Check.that(!keys.isEmpty(), "keys", "[]", "must name at least one key");
            keys.forEach(key -> Check.that(key.matches(KEY), "keys", key, "must be 64 hexadecimal digits each"));
            keys = List.copyOf(keys);
        }
    }

    /** The keys of a file. */
    @Doc("The peers whose keys are in a file.")
    record Listed(
            @Doc(
                    "The file, on any path that Hadoop knows: a public key a line; what follows a space or # is for people. Read when a run begins or goes on.")
            String path)
            implements TrustRecipe {
        /** Checks that there is a path. */
        public Listed {
            Check.that(!path.isBlank(), "path", "''", "must be a file of keys");
        }
    }
}
