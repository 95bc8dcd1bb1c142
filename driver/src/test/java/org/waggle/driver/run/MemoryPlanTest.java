package org.waggle.driver.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.waggle.common.checkpoint.Storage;
import org.waggle.common.recipe.Recipe;
import org.waggle.common.recipe.RecipeReader;
import org.waggle.common.spi.ComponentRegistry;
import org.waggle.executor.BuiltinPlugin;

/** What {@code check} says of memory, for the small model of the arithmetic recipe. */
class MemoryPlanTest {
    private final Storage storage = new Storage(new Configuration());

    @Test
    void everyPartIsToldWithWhoHoldsIt() throws IOException {
        // 222,720 parameters: 14 · 96 embeddings, 2 layers of 96 · (192 + 96 + 3 · 256) + 2 · 96, a norm of 96.
        assertThat(plan(List.of()))
                .containsSubsequence(
                        "master weights and moments 2.3 MiB all heaps; float32, in 2 shards; with several executors 4 times while it is updated",
                        "gradient gradient, the lanes' added 0.8 MiB all heaps; float32; in a lane's memory in a single process",
                        "weights 0.8 MiB a process; float32; twice while lanes use two versions")
                .anySatisfy(line -> assertThat(line).startsWith("generation key-value cache"))
                .anySatisfy(line -> assertThat(line).startsWith("in all gradient: "));
    }

    @Test
    void theCacheOfBfloat16IsHalfAsLarge() throws IOException {
        // Keys and values of 2 layers, 2 heads of 24, 256 slots, 32 places.
        assertThat(plan(List.of()))
                .contains("generation key-value cache 6.0 MiB a rollout lane; at most: 256 slots of 11 tokens");
        assertThat(plan(List.of("engine.precision=bfloat16")))
                .contains("generation key-value cache 3.0 MiB a rollout lane; at most: 256 slots of 11 tokens");
    }

    @Test
    void checkpointingHoldsLess() throws IOException {
        double all = activations(plan(List.of("engine.gradient-checkpointing=false")));
        double some = activations(plan(List.of("engine.gradient-checkpointing=true")));
        assertThat(some).isPositive().isLessThan(all);
    }

    private static double activations(List<String> lines) {
        return lines.stream()
                .filter(line -> line.startsWith("gradient activations"))
                .mapToDouble(line -> Double.parseDouble(line.split(" ")[2].replace(",", "")))
                .sum();
    }

    private List<String> plan(List<String> overrides) throws IOException {
        Recipe recipe = new RecipeReader(ComponentRegistry.of(new BuiltinPlugin()))
                .read("recipe", Files.readString(Path.of("../recipes/arithmetic-grpo.yaml")), overrides);
        return Arrays.stream(RunPlan.of(recipe, storage).split("\n"))
                .map(line -> line.replaceAll("^#", "").strip().replaceAll(" +", " "))
                .toList();
    }
}
