package org.waggle.common.recipe;

import java.io.Serializable;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.waggle.common.data.Doc;

/** How a model is given the prompts of a task that are plain text; problems that are chats are always given as such. */
public sealed interface PromptRecipe extends Serializable {
    /** As they are. */
    @Doc("Prompts go to the model as they are, after the tokenizer's beginning of sequence if it has one.")
    record Plain() implements PromptRecipe {}

    /** As a user message. */
    @Doc("A prompt becomes a user message of the model's chat template, and the model writes the reply.")
    record Chat(
            @Doc("System message of chats that bring none; empty for none.")
            String system,

            @Doc("Further variables of the template by name, each as JSON, such as enable_thinking: \"false\".")
            Map<String, String> variables)
            implements PromptRecipe {
        /** Copies the variables in the order of their names. */
        public Chat {
            variables = Collections.unmodifiableMap(new TreeMap<>(variables));
        }
    }
}
