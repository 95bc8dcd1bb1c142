package org.waggle.executor.engine;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/** The families of decoders that the engine computes, and in what their configurations differ. */
enum Architecture {
    /** Biases where the configuration says so. */
    LLAMA("llama", "LlamaForCausalLM") {
        @Override
        Set<OptionalParameter> optional(ConfigNode config) {
            Set<OptionalParameter> optional = attentionBiases(config);
            if (config.flag("mlp_bias", false)) {
                optional.add(OptionalParameter.GATE_UP_BIAS);
                optional.add(OptionalParameter.DOWN_BIAS);
            }
            return optional;
        }
    },
    /** Queries, keys and values with biases, always. */
    QWEN2("qwen2", "Qwen2ForCausalLM") {
        @Override
        Set<OptionalParameter> optional(ConfigNode config) {
            return EnumSet.of(OptionalParameter.QUERY_KEY_VALUE_BIAS);
        }
    },
    /** Queries and keys normalised head by head; heads as wide as the configuration says. */
    QWEN3("qwen3", "Qwen3ForCausalLM") {
        private static final int HEAD_SIZE = 128;

        @Override
        Set<OptionalParameter> optional(ConfigNode config) {
            Set<OptionalParameter> optional = attentionBiases(config);
            optional.add(OptionalParameter.QUERY_NORM);
            optional.add(OptionalParameter.KEY_NORM);
            return optional;
        }

        @Override
        int headSize(int hidden, int heads) {
            return HEAD_SIZE;
        }
    };

    private final String modelType;
    private final String className;

    Architecture(String modelType, String className) {
        this.modelType = modelType;
        this.className = className;
    }

    /** The optional parameters of a model. */
    abstract Set<OptionalParameter> optional(ConfigNode config);

    /** Width of a head where the configuration doesn't say. */
    int headSize(int hidden, int heads) {
        return hidden / Math.max(heads, 1);
    }

    /**
     * The family that {@code model_type} names; anything else is refused, and so is another head than a language
     * model's.
     */
    static Architecture of(ConfigNode config) {
        String type = config.text("model_type", "missing");
        Architecture found = Arrays.stream(values())
                .filter(architecture -> architecture.modelType.equals(type))
                .findFirst()
                .orElseThrow(() -> config.unsupported("model_type", type, modelTypes()));
        for (String name : config.texts("architectures")) {
            if (!name.equals(found.className)) {
                throw config.unsupported("architecture", name, found.className);
            }
        }
        return found;
    }

    private static String modelTypes() {
        return Arrays.stream(values())
                .map(architecture -> architecture.modelType)
                .collect(Collectors.joining(", "));
    }

    private static Set<OptionalParameter> attentionBiases(ConfigNode config) {
        Set<OptionalParameter> optional = EnumSet.noneOf(OptionalParameter.class);
        if (config.flag("attention_bias", false)) {
            optional.add(OptionalParameter.QUERY_KEY_VALUE_BIAS);
            optional.add(OptionalParameter.OUTPUT_BIAS);
        }
        return optional;
    }
}
