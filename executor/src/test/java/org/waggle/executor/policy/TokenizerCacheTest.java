package org.waggle.executor.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.waggle.common.recipe.PromptRecipe;
import org.waggle.executor.tokenizer.CharacterTokenizer;
import org.waggle.executor.tokenizer.Prompts;
import org.waggle.executor.tokenizer.Tokenizer;

class TokenizerCacheTest {
    private static final CharacterTokenizer CHARACTERS = new CharacterTokenizer("be");

    @Test
    void theSameModelIsOpenedOnce() {
        assertThat(prompts(-1).tokenizer()).isSameAs(prompts(-1).tokenizer());
    }

    @Test
    void theLeastUsedFallOutAndStillServeWhoeverHoldsThem() {
        Prompts first = prompts(0);
        Prompts used = prompts(1);
        for (int model = 2; model < 3 * TokenizerCache.MOST; model++) {
            prompts(model);
            assertThat(prompts(1).tokenizer()).isSameAs(used.tokenizer());
        }
        assertThat(TokenizerCache.kept()).isEqualTo(TokenizerCache.MOST);
        assertThat(prompts(0).tokenizer()).isNotSameAs(first.tokenizer());
        assertThat(first.tokenizer().encode("bee")).hasSize(3);
    }

    private static Prompts prompts(int model) {
        Map<String, String> files = Map.of(
                Tokenizer.RULES_FILE, CHARACTERS.rules(),
                Tokenizer.CONFIG_FILE, CHARACTERS.config(64),
                Tokenizer.GENERATION_FILE, "{\"model\": " + model + "}");
        return TokenizerCache.prompts(files, new PromptRecipe.Plain());
    }
}
