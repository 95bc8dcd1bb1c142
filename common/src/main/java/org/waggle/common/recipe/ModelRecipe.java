package org.waggle.common.recipe;

import java.io.Serializable;
import org.waggle.common.data.Doc;
import org.waggle.common.failure.Check;

/** Where a model comes from. */
public sealed interface ModelRecipe extends Serializable {
    /** How the model is given the task's prompts. */
    PromptRecipe prompts();

    /** What of it is trained; all weights where a model has no such key. */
    default AdapterRecipe adapter() {
        return new AdapterRecipe.None();
    }

    /**
     * A Llama decoder with random weights: normal with standard deviation {@code init-std}, norms 1.
     *
     * @param alphabet characters of its vocabulary, beside padding and end of sequence
     */
    @Doc("A Llama-architecture decoder with random weights and characters as tokens.")
    record RandomLlama(
            @Doc("Characters of the vocabulary; padding and end-of-sequence tokens are added.")
            String alphabet,

            @Doc("Width of the residual stream, a multiple of heads.")
            int hiddenSize,

            @Doc("Width of the SwiGLU feed-forward layer.") int intermediateSize,
            @Doc("Number of decoder layers.") int layers,
            @Doc("Number of query heads.") int heads,

            @Doc("Number of key-value heads; divides heads (grouped-query attention).")
            int keyValueHeads,

            @Doc("Longest sequence, prompt and completion together, in tokens.")
            int maxPositions,

            @Doc("Base of the rotary position embedding's frequencies.")
            double ropeTheta,

            @Doc("True if the output layer shares the embedding's weights.")
            boolean tiedEmbeddings,

            @Doc("Standard deviation of the random weights.")
            double initStd)
            implements ModelRecipe {
        /** Checks every range. */
        public RandomLlama {
            Check.that(!alphabet.isEmpty(), "alphabet", "''", "must have at least one character");
            Check.that(
                    alphabet.chars().distinct().count() == alphabet.length(),
                    "alphabet",
                    alphabet,
                    "characters must differ");
            Check.that(
                    heads >= 1 && hiddenSize >= 1 && hiddenSize % heads == 0,
                    "hidden-size",
                    hiddenSize,
                    "must be a positive multiple of heads " + heads);
            Check.that(
                    hiddenSize / heads % 2 == 0,
                    "hidden-size",
                    hiddenSize,
                    "hidden-size / heads must be even for rotary embeddings");
            Check.that(
                    keyValueHeads >= 1 && heads % keyValueHeads == 0,
                    "key-value-heads",
                    keyValueHeads,
                    "must divide heads " + heads);
            Check.that(intermediateSize >= 1, "intermediate-size", intermediateSize, "must be >= 1");
            Check.that(layers >= 1, "layers", layers, "must be >= 1");
            Check.that(maxPositions >= 2, "max-positions", maxPositions, "must be >= 2");
            Check.that(ropeTheta > 0, "rope-theta", ropeTheta, "must be > 0");
            Check.that(initStd > 0, "init-std", initStd, "must be > 0");
        }

        @Override
        public PromptRecipe prompts() {
            return new PromptRecipe.Plain();
        }
    }

    /** A Hugging Face folder: {@code config.json}, {@code model.safetensors}, {@code tokenizer.json}. */
    @Doc(
            "A checkpoint in Hugging Face layout: config.json, model.safetensors (or several, with an index), tokenizer.json.")
    record Pretrained(
            @Doc("Folder of the checkpoint; a local path or any Hadoop URI.")
            String path,

            @Doc("How it is given the task's prompts.") PromptRecipe prompts,
            @Doc("What of it is trained.") AdapterRecipe adapter)
            implements ModelRecipe {
        /** Checks that a path is there. */
        public Pretrained {
            Check.that(!path.isBlank(), "path", "''", "must be the folder of a checkpoint");
        }
    }
}
