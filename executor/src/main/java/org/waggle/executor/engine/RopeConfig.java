package org.waggle.executor.engine;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/**
 * The rotary embedding of a {@code config.json}: {@code rope_theta} and {@code rope_scaling} at the top as transformers
 * 4 writes them, or {@code rope_parameters} as 5 does. Where both are there {@code rope_scaling} wins, as in
 * transformers.
 */
final class RopeConfig {
    private static final double DEFAULT_THETA = 10000;
    private static final String ORIGINAL = "original_max_position_embeddings";
    private static final String THETA = "rope_theta";

    private final ConfigNode config;
    private final ConfigNode scaling;

    private RopeConfig(ConfigNode config) {
        ConfigNode older = config.child("rope_scaling");
        this.config = config;
        this.scaling = older.node().isEmpty() ? config.child("rope_parameters") : older;
    }

    static RotaryEmbedding read(ConfigNode config) {
        RopeConfig rope = new RopeConfig(config);
        rope.refuseWhatLayersOrPartsDiffer();
        return new RotaryEmbedding(rope.theta(), rope.scaling());
    }

    private RopeScaling scaling() {
        String type = scaling.text("rope_type", scaling.text("type", "default"));
        return switch (type) {
            case "default" -> new RopeScaling.None();
            case "linear" -> new RopeScaling.Linear(scaling.real("factor"));
            case "llama3" ->
                new RopeScaling.Llama3(
                        scaling.real("factor"),
                        scaling.real("low_freq_factor"),
                        scaling.real("high_freq_factor"),
                        (scaling.has(ORIGINAL) ? scaling : config).whole(ORIGINAL));
            default -> throw config.unsupported("rope type", type, "default, linear, llama3");
        };
    }

    private double theta() {
        return scaling.real(THETA, config.real(THETA, DEFAULT_THETA));
    }

    private void refuseWhatLayersOrPartsDiffer() {
        for (Map.Entry<String, JsonNode> entry : scaling.node().properties()) {
            if (entry.getValue().isContainerNode()) {
                throw config.unsupported("key of the rotary embedding", entry.getKey(), "the same for all layers");
            }
        }
        for (ConfigNode node : List.of(config, scaling)) {
            double part = node.real("partial_rotary_factor", 1);
            if (part != 1) {
                throw config.unsupported("partial_rotary_factor", String.valueOf(part), "1.0");
            }
        }
        if (config.flag("rope_interleaved", false)) {
            throw config.unsupported("rope_interleaved", "true", "false");
        }
    }
}
