package org.waggle.driver.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.waggle.common.data.SamplingSettings;
import picocli.CommandLine.Option;

/** How tokens are drawn, for commands that generate; what isn't said comes from {@code generation_config.json}. */
final class GenerationOptions {
    private static final int MAX_TOKENS = 256;

    @Option(
            names = "--temperature",
            description = "0 takes the most likely token (default: the model's, else 0 to generate, 1 to evaluate).")
    private @Nullable Double temperature;

    @Option(names = "--top-k", description = "Keeps the k most likely tokens; 0 keeps all (default: the model's).")
    private @Nullable Integer topK;

    @Option(
            names = "--top-p",
            description = "Keeps the likeliest tokens up to this probability (default: the model's).")
    private @Nullable Double topP;

    @Option(
            names = "--min-p",
            description = "Drops tokens less likely than this times the likeliest (default: the model's).")
    private @Nullable Double minP;

    @Option(
            names = "--max-tokens",
            description = "Longest completion in tokens (default: the model's, else 256, as far as they fit).")
    private @Nullable Integer maxTokens;

    @Option(
            names = "--stop",
            paramLabel = "TEXT",
            description = "Ends a completion, which is cut before it; may be repeated.")
    private List<String> stop = List.of();

    /**
     * The settings.
     *
     * @param generation content of the model's {@code generation_config.json}
     * @param room tokens that fit behind the longest prompt
     * @param usual temperature where neither an option nor the model says one
     */
    SamplingSettings settings(JsonNode generation, int room, double usual) {
        JsonNode model = generation.path("do_sample").asBoolean() ? generation : generation.path("");
        return new SamplingSettings(
                temperature != null ? temperature : model.path("temperature").asDouble(model.isObject() ? 1 : usual),
                topK != null ? topK : model.path("top_k").asInt(0),
                topP != null ? topP : model.path("top_p").asDouble(1),
                minP != null ? minP : model.path("min_p").asDouble(0),
                0,
                maxTokens != null ? maxTokens : fitting(generation, room),
                stop);
    }

    private static int fitting(JsonNode generation, int room) {
        return Math.max(1, Math.min(room, generation.path("max_new_tokens").asInt(MAX_TOKENS)));
    }
}
