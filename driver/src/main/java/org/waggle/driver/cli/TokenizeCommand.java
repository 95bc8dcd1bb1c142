package org.waggle.driver.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.Callable;
import org.waggle.common.failure.RunException;
import org.waggle.common.recipe.PromptRecipe;
import org.waggle.driver.run.ModelChoice;
import org.waggle.driver.run.ModelFolder;
import org.waggle.driver.run.RunFolders;
import org.waggle.executor.policy.TokenizerCache;
import org.waggle.executor.tokenizer.Prompts;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code waggle tokenize}: the tokens that a model sees of texts and chats. */
@Command(
        name = "tokenize",
        description = {
            "Writes the tokens that a model sees of texts and chats; needs no Spark.",
            "Standard input has one JSON object a line: text, or messages with whatever",
            "else the model's chat template reads, such as tools and",
            "add_generation_prompt. Standard output has {\"text\": …, \"ids\": […]} for each."
        },
        footer = {
            "",
            "A text gets the special tokens that the tokenizer puts around it, unless",
            "add_special_tokens is false.",
            "",
            "Example:",
            "  echo '{\"messages\": [{\"role\": \"user\", \"content\": \"Hi\"}]}' |",
            "    waggle tokenize --model path/to/model"
        })
final class TokenizeCommand implements Callable<Integer> {
    private static final String MESSAGES = "messages";

    @Option(
            names = "--model",
            required = true,
            paramLabel = "RUN|DIR",
            description = "A run (its newest checkpoint is taken) or the folder of a model.")
    private String source = "";

    @Override
    public Integer call() {
        RunFolders folders = Storages.folders();
        ModelFolder folder = new ModelFolder(folders.storage(), folders.modelFolder(source, ModelChoice.NEWEST));
        Prompts prompts = TokenizerCache.prompts(folder.files(), new PromptRecipe.Plain());
        JsonLine.each(System.in, line -> System.out.println(tokenized(line, prompts)));
        return 0;
    }

    private static ObjectNode tokenized(JsonLine line, Prompts prompts) {
        boolean isChat = line.fields().has(MESSAGES);
        if (isChat == line.fields().has(JsonLine.TEXT)) {
            throw RunException.input(
                    isChat
                            ? "Invalid line %d: text and messages (must be one of them)"
                            : "Missing value: text or messages, line %d",
                    line.number());
        }
        return isChat
                ? line.worked(() -> chat(line.fields(), prompts))
                : shown(line.text(JsonLine.TEXT), line.tokens(prompts.tokenizer()));
    }

    private static ObjectNode chat(ObjectNode fields, Prompts prompts) {
        String text = prompts.template().text(fields);
        return shown(text, prompts.tokenizer().encode(text));
    }

    private static ObjectNode shown(String text, int[] ids) {
        ObjectNode shown = JsonNodeFactory.instance.objectNode().put(JsonLine.TEXT, text);
        ArrayNode list = shown.putArray("ids");
        for (int id : ids) {
            list.add(id);
        }
        return shown;
    }
}
