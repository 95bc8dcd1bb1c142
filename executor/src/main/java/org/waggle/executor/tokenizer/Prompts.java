package org.waggle.executor.tokenizer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.waggle.common.data.Chat;
import org.waggle.common.data.Problem;
import org.waggle.common.failure.RunException;
import org.waggle.common.recipe.PromptRecipe;

/** How a model reads problems: the one way from a problem to the tokens that the model continues. */
public final class Prompts {
    private static final String MESSAGES = "messages";
    private static final String GENERATION = "add_generation_prompt";

    private final Tokenizer tokenizer;
    private final Optional<ChatTemplate> template;
    private final Optional<PromptRecipe.Chat> settings;
    private final Map<String, JsonNode> variables = new TreeMap<>();

    /**
     * The prompts of a model.
     *
     * @param tokenizer the model's tokenizer
     * @param template its chat template, if it has one
     * @param recipe what becomes of prompts that are plain text
     * @throws RunException if they are to become chats, and the model has no template
     */
    public Prompts(Tokenizer tokenizer, Optional<ChatTemplate> template, PromptRecipe recipe) {
        this.tokenizer = tokenizer;
        this.template = template;
        this.settings = recipe instanceof PromptRecipe.Chat chat ? Optional.of(chat) : Optional.empty();
        settings.ifPresent(chat -> {
            template();
            chat.variables().forEach((name, json) -> variables.put(name, Json.tree(json, "variable " + name)));
        });
    }

    /** The model's tokenizer. */
    public Tokenizer tokenizer() {
        return tokenizer;
    }

    /** The model's chat template; a model without one is refused. */
    public ChatTemplate template() {
        return template.orElseThrow(() -> RunException.input(
                "Cannot render a chat: the model has no chat template, neither in %s nor in %s (give it plain prompts)",
                ChatTemplate.FILE, Tokenizer.CONFIG_FILE));
    }

    /** Token ids of what the model sees of a problem, [prompt tokens]. */
    public int[] tokens(Problem problem) {
        return isChat(problem) ? tokenizer.encode(text(problem)) : tokenizer.encodeSequence(problem.prompt());
    }

    /** What the model sees of a problem, as text. */
    public String text(Problem problem) {
        return isChat(problem) ? template().text(chat(problem)) : problem.prompt();
    }

    /** A problem with a reply, of which only the reply is said. */
    public List<Passage> reply(Problem problem, String text) {
        return isChat(problem) ? turns(problem, text).fromLast() : plain(problem, text);
    }

    /** A problem with a reply, of which all is said that the assistant said in the conversation. */
    public List<Passage> conversation(Problem problem, String text) {
        return isChat(problem) ? turns(problem, text).from(0) : plain(problem, text);
    }

    private Turns turns(Problem problem, String text) {
        ObjectNode chat = chat(problem);
        chat.withArray(MESSAGES).add(message("assistant", text));
        return new Turns(tokenizer, template(), chat);
    }

    /** A plain reply ends with the tokenizer's own end of sequence. */
    private List<Passage> plain(Problem problem, String text) {
        int[] said = tokenizer.encode(text);
        int[] ended = Arrays.copyOf(said, said.length + 1);
        ended[said.length] = tokenizer.endOfSequence();
        return List.of(new Passage(tokens(problem), false), new Passage(ended, true));
    }

    private boolean isChat(Problem problem) {
        return settings.isPresent() || !problem.chat().isEmpty();
    }

    /** A problem as its template reads it, up to where the model goes on. */
    private ObjectNode chat(Problem problem) {
        ObjectNode chat = problem.chat().isEmpty() ? asked(problem.prompt()) : parsed(problem.chat());
        settings.filter(recipe -> !recipe.system().isEmpty() && !beginsWithSystem(chat))
                .ifPresent(recipe -> chat.withArray(MESSAGES).insert(0, message("system", recipe.system())));
        variables.forEach((name, value) -> put(chat, name, value));
        put(chat, GENERATION, JsonNodeFactory.instance.booleanNode(true));
        return chat;
    }

    private static void put(ObjectNode chat, String name, JsonNode value) {
        if (!chat.has(name)) {
            chat.set(name, value);
        }
    }

    private static ObjectNode asked(String prompt) {
        ObjectNode chat = JsonNodeFactory.instance.objectNode();
        chat.putArray(MESSAGES).add(message("user", prompt));
        return chat;
    }

    private static ObjectNode message(String role, String content) {
        return JsonNodeFactory.instance.objectNode().put("role", role).put("content", content);
    }

    private static ObjectNode parsed(Chat chat) {
        if (Json.tree(chat.json(), "chat") instanceof ObjectNode object
                && object.path(MESSAGES).isArray()) {
            return object;
        }
        throw RunException.input("Invalid chat: %s (must be a JSON object with messages)", chat.json());
    }

    private static boolean beginsWithSystem(ObjectNode chat) {
        return chat.path(MESSAGES).path(0).path("role").asText().equals("system");
    }
}
