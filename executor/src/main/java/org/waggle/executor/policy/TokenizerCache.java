package org.waggle.executor.policy;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.waggle.executor.tokenizer.Prompts;
import org.waggle.executor.tokenizer.Tokenizer;

/** The tokenizers of this JVM, opened once for each model and kept: they are small and safe for several threads. */
public final class TokenizerCache {
    private static final Map<Map<String, String>, Tokenizer> OPEN = new ConcurrentHashMap<>();

    private TokenizerCache() {}

    /** How a model reads problems; its tokenizer is owned by the cache. */
    public static Prompts prompts(ModelSpec spec) {
        Tokenizer tokenizer = OPEN.computeIfAbsent(
                spec.files(),
                files -> Tokenizer.of(file(files, Tokenizer.RULES_FILE), file(files, Tokenizer.CONFIG_FILE)));
        return new Prompts(tokenizer, spec.prompts());
    }

    private static String file(Map<String, String> files, String name) {
        return Objects.requireNonNull(files.get(name), name);
    }
}
