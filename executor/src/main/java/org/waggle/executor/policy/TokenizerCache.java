package org.waggle.executor.policy;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.waggle.executor.tokenizer.Tokenizer;

/** The tokenizers of this JVM, opened once for each model and kept: they are small and safe for several threads. */
public final class TokenizerCache {
    private static final Map<Map<String, String>, Tokenizer> OPEN = new ConcurrentHashMap<>();

    private TokenizerCache() {}

    /** The tokenizer of a model; owned by the cache. */
    public static Tokenizer open(ModelSpec spec) {
        return OPEN.computeIfAbsent(
                spec.files(),
                files -> Tokenizer.of(file(files, Tokenizer.RULES_FILE), file(files, Tokenizer.CONFIG_FILE)));
    }

    private static String file(Map<String, String> files, String name) {
        return Objects.requireNonNull(files.get(name), name);
    }
}
