package org.waggle.driver.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.waggle.common.recipe.RecipeReader;
import org.waggle.common.spi.ComponentRegistry;
import org.waggle.executor.BuiltinPlugin;

/** What is counted. */
class BenchWorkTest {
    @Test
    void promptsCountOnceForAGroupAndLastTokensNever() throws IOException {
        Path recipe = Path.of("../recipes/bench-against-trl.yaml");
        BenchWork work = BenchWork.of(new RecipeReader(ComponentRegistry.of(new BuiltinPlugin()))
                .read("recipe", Files.readString(recipe), List.of()));

        // Two groups a lane: a prompt of 46 tokens, and of eight completions 63 tokens each.
        assertThat(work.tokens()).isEqualTo(2 * (46 + 8 * 63));
        assertThat(work.scored()).isEqualTo(2 * 8 * 64);
    }
}
