package org.waggle.common.data;

import java.io.Serializable;

/**
 * A conversation as a model's chat template reads it.
 *
 * @param json JSON object with {@code messages} and whatever else the template reads, such as {@code tools}; empty
 *     where there is no conversation
 */
public record Chat(String json) implements Serializable {
    /** No conversation. */
    public static final Chat NONE = new Chat("");

    /** True if there is no conversation. */
    public boolean isEmpty() {
        return json.isEmpty();
    }
}
