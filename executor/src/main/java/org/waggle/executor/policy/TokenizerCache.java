package org.waggle.executor.policy;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.waggle.executor.tokenizer.Tokenizer;

/** The tokenizers of this JVM, opened once for each model and kept: they are small and safe for several threads. */
public final class TokenizerCache {
    private static final Map<Map<String, String>, Tokenizer> OPEN = new ConcurrentHashMap<>();

    private TokenizerCache() {}

    /** The tokenizer of a model; owned by the cache. */
    public static Tokenizer open(ModelSpec spec) {
        return OPEN.computeIfAbsent(
                spec.files(), files -> Tokenizer.of(files.get(Tokenizer.RULES_FILE), files.get(Tokenizer.CONFIG_FILE)));
    }
}
