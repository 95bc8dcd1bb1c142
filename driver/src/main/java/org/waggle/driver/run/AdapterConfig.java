package org.waggle.driver.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.waggle.common.failure.RunException;
import org.waggle.common.recipe.AdapterRecipe.Lora;

/**
 * What PEFT writes beside an adapter's weights.
 *
 * @param lora the adapter
 * @param base the folder of the model that it is added to
 */
record AdapterConfig(Lora lora, String base) {
    /** Name of the file. */
    static final String FILE = "adapter_config.json";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TYPE = "LORA";
    private static final String BASE = "base_model_name_or_path";

    /** Keys that change what an adapter computes, if they are anything but false, null, 0, empty or "none". */
    private static final List<String> UNSUPPORTED = List.of(
            "use_dora",
            "use_rslora",
            "use_qalora",
            "use_bdlora",
            "fan_in_fan_out",
            "lora_bias",
            "bias",
            "alpha_pattern",
            "rank_pattern",
            "exclude_modules",
            "layer_replication",
            "layers_to_transform",
            "layers_pattern",
            "modules_to_save",
            "target_parameters",
            "trainable_token_indices",
            "alora_invocation_tokens");

    /** The small files of a model, with this one among them. */
    Map<String, String> beside(Map<String, String> files) {
        Map<String, String> all = new TreeMap<>(files);
        all.put(FILE, json());
        return all;
    }

    /**
     * Reads a file.
     *
     * @param path where it lies, for messages
     * @throws RunException if it isn't JSON, or describes an adapter that isn't a plain LoRA
     */
    static AdapterConfig read(String json, String path) {
        JsonNode root = parsed(json, path);
        require(TYPE.equals(root.path("peft_type").asText()), path, "peft_type", root, TYPE);
        require(root.path("r").isInt(), path, "r", root, "a whole number");
        require(root.path("lora_alpha").isNumber(), path, "lora_alpha", root, "a number");
        require(root.path("target_modules").isArray(), path, "target_modules", root, "a list of names");
        require(isName(root.path(BASE)), path, BASE, root, "a folder");
        UNSUPPORTED.forEach(key -> require(isOff(root.path(key)), path, key, root, "off: Waggle doesn't know it"));
        List<String> targets = new ArrayList<>();
        root.path("target_modules").forEach(target -> targets.add(target.asText()));
        try {
            Lora lora =
                    new Lora(root.path("r").intValue(), root.path("lora_alpha").doubleValue(), targets);
            return new AdapterConfig(lora, root.path(BASE).textValue());
        } catch (IllegalArgumentException e) {
            throw RunException.input("Cannot read %s: %s", path, String.valueOf(e.getMessage()));
        }
    }

    private static JsonNode parsed(String json, String path) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw RunException.input("Cannot read %s: it isn't JSON (%s)", path, e.getOriginalMessage());
        }
    }

    private static void require(boolean holds, String path, String key, JsonNode root, String expected) {
        if (!holds) {
            throw RunException.input("Cannot read %s: %s is %s (must be %s)", path, key, root.path(key), expected);
        }
    }

    private static boolean isName(JsonNode value) {
        return value.isTextual()
                && !value.textValue().isBlank()
                && value.textValue().chars().noneMatch(Character::isISOControl);
    }

    private static boolean isOff(JsonNode value) {
        return switch (value.getNodeType()) {
            case MISSING, NULL -> true;
            case BOOLEAN -> !value.booleanValue();
            case NUMBER -> value.doubleValue() == 0;
            case STRING -> value.textValue().equals("none");
            case ARRAY, OBJECT -> value.isEmpty();
            case BINARY, POJO -> false;
        };
    }

    private String json() {
        ObjectNode root = JSON.createObjectNode();
        root.put(BASE, base);
        root.put("bias", "none");
        root.put("fan_in_fan_out", false);
        root.put("inference_mode", true);
        root.put("init_lora_weights", true);
        root.put("lora_alpha", lora.alpha());
        root.put("lora_dropout", 0.0);
        root.put("peft_type", TYPE);
        root.put("r", lora.rank());
        lora.targets().forEach(root.putArray("target_modules")::add);
        root.put("task_type", "CAUSAL_LM");
        root.put("use_dora", false);
        root.put("use_rslora", false);
        return root.toPrettyString() + "\n";
    }
}
