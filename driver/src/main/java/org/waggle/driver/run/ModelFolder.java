package org.waggle.driver.run;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.fs.Path;
import org.apache.spark.util.SerializableConfiguration;
import org.waggle.common.checkpoint.Storage;
import org.waggle.common.checkpoint.TensorSpec;
import org.waggle.common.checkpoint.WeightFiles;
import org.waggle.common.failure.RunException;
import org.waggle.common.recipe.AdapterRecipe;
import org.waggle.common.recipe.AdapterRecipe.Lora;
import org.waggle.common.recipe.PromptRecipe;
import org.waggle.driver.state.StoredWeights;
import org.waggle.executor.engine.DecoderShape;
import org.waggle.executor.engine.ModelConfig;
import org.waggle.executor.engine.ParameterLayout;
import org.waggle.executor.engine.ParameterLayout.Parameter;
import org.waggle.executor.policy.ModelSpec;
import org.waggle.executor.policy.TokenizerCache;
import org.waggle.executor.tokenizer.ChatTemplate;
import org.waggle.executor.tokenizer.Tokenizer;

/**
 * A model in Hugging Face layout: {@code config.json}, {@code model.safetensors} or several files with an index,
 * {@code tokenizer.json} and the small files beside them.
 *
 * @param storage where it lies
 * @param folder the folder
 */
public record ModelFolder(Storage storage, Path folder) {
    /** The numbers that define it. */
    public static final String CONFIG = "config.json";

    /** How it generates by default. */
    public static final String GENERATION = Tokenizer.GENERATION_FILE;

    private static final long LARGEST_TEXT_BYTES = 1L << 27;

    private static final List<String> CARRIED = List.of(
            CONFIG,
            GENERATION,
            Tokenizer.RULES_FILE,
            Tokenizer.CONFIG_FILE,
            "special_tokens_map.json",
            "added_tokens.json",
            "vocab.json",
            "merges.txt",
            ChatTemplate.FILE,
            "chat_template.json");

    /**
     * Opens the model, without its weights, and checks that they fit.
     *
     * @param prompts how it is given the prompts of a task
     * @throws RunException if a file is missing or damaged, or the weights aren't those of the configuration
     */
    public Model model(String name, PromptRecipe prompts) {
        if (storage.exists(new Path(folder, AdapterConfig.FILE))) {
            return adapter(name, prompts);
        }
        if (!storage.exists(new Path(folder, CONFIG))) {
            throw RunException.input(
                    "Cannot read model %s: it has no %s (must be a folder in Hugging Face layout)", folder, CONFIG);
        }
        DecoderShape shape = ModelConfig.read(text(CONFIG), new Path(folder, CONFIG).toString());
        StoredWeights stored =
                stored(WeightFiles.MODEL, ParameterLayout.of(shape).parameters(), CONFIG);
        if (shape.tiedEmbeddings()) {
            refuseAnotherHead();
        }
        ModelSpec spec = new ModelSpec(name, shape, files(), prompts, new AdapterRecipe.None());
        TokenizerCache.prompts(spec);
        return new Model(spec, stored, stored);
    }

    /** An adapter with the model that it names; a relative path is looked for from here, then beside the adapter. */
    private Model adapter(String name, PromptRecipe prompts) {
        Path config = new Path(folder, AdapterConfig.FILE);
        AdapterConfig adapter = AdapterConfig.read(text(AdapterConfig.FILE), config.toString());
        Path named = storage.qualified(adapter.base());
        Path beside = new Path(folder.getParent(), adapter.base());
        Path place = storage.exists(named) ? named : beside;
        if (!storage.exists(place)) {
            throw RunException.input(
                    "Cannot read %s: base_model_name_or_path is %s (must be a folder; there is none from here or beside the adapter)",
                    config, adapter.base());
        }
        if (storage.exists(new Path(place, AdapterConfig.FILE))) {
            throw RunException.input(
                    "Cannot read %s: base_model_name_or_path is %s (must be a whole model; that is an adapter)",
                    config, adapter.base());
        }
        Model base = new ModelFolder(storage, place).model(name, prompts);
        ModelSpec spec = base.spec()
                .with(
                        adapter.lora(),
                        new AdapterConfig(adapter.lora(), Storage.shown(place))
                                .beside(base.spec().files()));
        return new Model(spec, stored(WeightFiles.ADAPTER, spec.trained(), AdapterConfig.FILE), base.weights());
    }

    private StoredWeights stored(String name, List<Parameter> parameters, String config) {
        Path file = new Path(folder, name);
        check(file, parameters, config);
        return new StoredWeights(new SerializableConfiguration(storage.configuration()), file.toString(), parameters);
    }

    /** What lies beside the weights that are trained of a model: an adapter has its own configuration instead. */
    static Map<String, String> small(ModelSpec spec) {
        Map<String, String> files = new TreeMap<>(spec.files());
        if (spec.adapter() instanceof Lora) {
            files.remove(CONFIG);
            files.remove(GENERATION);
        }
        return inFloat32(files);
    }

    /** What lies beside all weights of a model, an adapter merged. */
    static Map<String, String> whole(ModelSpec spec) {
        Map<String, String> files = new TreeMap<>(spec.files());
        files.remove(AdapterConfig.FILE);
        return inFloat32(files);
    }

    private static Map<String, String> inFloat32(Map<String, String> files) {
        files.computeIfPresent(CONFIG, (name, json) -> ModelConfig.withDtype(json, "float32"));
        return files;
    }

    /**
     * The small files of the folder by name: the tokenizer's and how to generate.
     *
     * @throws RunException if one that every model needs is missing
     */
    public Map<String, String> files() {
        Map<String, String> files = new TreeMap<>();
        for (String name : CARRIED) {
            if (storage.exists(new Path(folder, name))) {
                files.put(name, text(name));
            }
        }
        for (String required : List.of(Tokenizer.RULES_FILE, Tokenizer.CONFIG_FILE)) {
            if (!files.containsKey(required)) {
                throw RunException.input("Cannot read model %s: it has no %s", folder, required);
            }
        }
        return files;
    }

    private void check(Path file, List<Parameter> parameters, String config) {
        try (WeightFiles files = WeightFiles.open(storage, file)) {
            for (TensorSpec expected : StoredWeights.tensors(parameters)) {
                TensorSpec found = files.spec(expected.name());
                if (!Arrays.equals(found.shape(), expected.shape())) {
                    throw RunException.input(
                            "Cannot read model %s: %s has shape %s (must be %s by its %s)",
                            folder,
                            expected.name(),
                            Arrays.toString(found.shape()),
                            Arrays.toString(expected.shape()),
                            config);
                }
            }
        }
    }

    /** A head that isn't the embeddings would be left out without a word. */
    private void refuseAnotherHead() {
        try (WeightFiles files = WeightFiles.open(storage, new Path(folder, WeightFiles.MODEL))) {
            if (files.has(ParameterLayout.HEAD) && !files.areEqual(ParameterLayout.HEAD, ParameterLayout.EMBEDDINGS)) {
                throw RunException.input(
                        "Cannot read model %s: %s is not %s (must be the same with tie_word_embeddings in %s)",
                        folder, ParameterLayout.HEAD, ParameterLayout.EMBEDDINGS, CONFIG);
            }
        }
    }

    private String text(String name) {
        Path file = new Path(folder, name);
        long bytes = storage.length(file);
        if (bytes > LARGEST_TEXT_BYTES) {
            throw RunException.input(
                    "Cannot read %s: it has %d bytes (must be at most %d)", file, bytes, LARGEST_TEXT_BYTES);
        }
        return new String(storage.read(file), StandardCharsets.UTF_8);
    }
}
