package org.waggle.executor.policy;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.waggle.common.recipe.PromptRecipe;
import org.waggle.executor.tokenizer.ChatTemplate;
import org.waggle.executor.tokenizer.Prompts;
import org.waggle.executor.tokenizer.Tokenizer;

/**
 * The tokenizers and chat templates of this JVM, opened once for each model and safe for several threads. The least
 * used fall out; whoever still holds one may go on using it, and its memory is freed with the last of them.
 */
public final class TokenizerCache {
    /** Models whose tokenizers are kept open. */
    static final int MOST = 16;

    private static final Map<Map<String, String>, Opened> OPEN =
            Collections.synchronizedMap(new LinkedHashMap<>(MOST, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<Map<String, String>, Opened> eldest) {
                    return size() > MOST;
                }
            });

    private TokenizerCache() {}

    private record Opened(Tokenizer tokenizer, Optional<ChatTemplate> template) {}

    /** How a model reads problems; its tokenizer is owned by the cache. */
    public static Prompts prompts(ModelSpec spec) {
        return prompts(spec.files(), spec.prompts());
    }

    /** How a model with these files reads problems; its tokenizer is owned by the cache. */
    public static Prompts prompts(Map<String, String> files, PromptRecipe recipe) {
        Opened opened = OPEN.computeIfAbsent(files, TokenizerCache::open);
        return new Prompts(opened.tokenizer(), opened.template(), recipe);
    }

    /** Number of models whose tokenizers are kept. */
    static int kept() {
        return OPEN.size();
    }

    private static Opened open(Map<String, String> files) {
        Optional<ChatTemplate> template = ChatTemplate.of(files);
        Tokenizer tokenizer = Tokenizer.of(
                file(files, Tokenizer.RULES_FILE),
                file(files, Tokenizer.CONFIG_FILE),
                files.getOrDefault(Tokenizer.GENERATION_FILE, "{}"));
        return new Opened(tokenizer, template);
    }

    private static String file(Map<String, String> files, String name) {
        return Objects.requireNonNull(files.get(name), name);
    }
}
