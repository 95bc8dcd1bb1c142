package org.waggle.executor.tokenizer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.waggle.common.failure.RunException;
import org.waggle.executor.jinja.Template;

/**
 * How the chats of a model become text: {@code chat_template.jinja}, or {@code chat_template} in
 * {@code tokenizer_config.json}, rendered as transformers does. Safe for use by any number of threads.
 */
public final class ChatTemplate {
    /** Name of the file with the template, where it has one of its own. */
    public static final String FILE = "chat_template.jinja";

    private static final String KEY = "chat_template";
    private static final String DEFAULT = "default";
    private static final String TOOLS = "tools";
    private static final String FOR_TOOLS = "tool_use";
    private static final String MESSAGES = "messages";
    private static final List<String> SPECIAL =
            List.of("bos_token", "eos_token", "unk_token", "sep_token", "pad_token", "cls_token", "mask_token");

    private final Map<String, Template> templates;
    private final ObjectNode defaults;

    private ChatTemplate(Map<String, Template> templates, ObjectNode defaults) {
        this.templates = templates;
        this.defaults = defaults;
    }

    /**
     * The template among a model's files; empty if it has none.
     *
     * @param files small files of the model by name
     * @throws RunException if there is one that can't be read
     */
    public static Optional<ChatTemplate> of(Map<String, String> files) {
        JsonNode config = Json.tree(files.getOrDefault(Tokenizer.CONFIG_FILE, "{}"), Tokenizer.CONFIG_FILE);
        Map<String, Template> templates = new TreeMap<>();
        String file = files.get(FILE);
        if (file != null) {
            templates.put(DEFAULT, Template.of(file));
        } else if (config.path(KEY).isTextual()) {
            templates.put(DEFAULT, Template.of(config.get(KEY).textValue()));
        } else {
            config.path(KEY)
                    .forEach(named -> templates.put(
                            named.path("name").asText(),
                            Template.of(named.path("template").asText())));
        }
        return templates.isEmpty() ? Optional.empty() : Optional.of(new ChatTemplate(templates, defaults(config)));
    }

    /**
     * The text of a chat.
     *
     * @param chat {@code messages} and whatever else the template reads, such as {@code tools} or
     *     {@code add_generation_prompt}
     * @throws RunException if there are no messages, or the template refuses them
     */
    public String text(ObjectNode chat) {
        JsonNode messages = chat.path(MESSAGES);
        if (!messages.isArray()) {
            throw RunException.input("Invalid messages: %s (must be a list of messages)", messages);
        }
        for (JsonNode message : messages) {
            if (!message.path("role").isTextual()) {
                throw RunException.input("Invalid messages: %s (a message must have a role)", message);
            }
        }
        ObjectNode variables = defaults.deepCopy();
        variables.setAll(chat);
        return template(chat).render(variables, Clock.system(ZoneId.systemDefault()));
    }

    private Template template(ObjectNode chat) {
        boolean hasTools = chat.hasNonNull(TOOLS) && templates.containsKey(FOR_TOOLS);
        @Nullable Template template = templates.get(hasTools ? FOR_TOOLS : DEFAULT);
        if (template == null) {
            throw RunException.input(
                    "Cannot render a chat: the model's chat templates are %s (one must be named %s)",
                    templates.keySet(), DEFAULT);
        }
        return template;
    }

    /** What transformers hands to every template. */
    private static ObjectNode defaults(JsonNode config) {
        ObjectNode defaults = JsonNodeFactory.instance.objectNode();
        for (String name : SPECIAL) {
            Tokenizer.content(config.path(name)).ifPresent(token -> defaults.put(name, token));
        }
        defaults.putNull(TOOLS).putNull("documents").put("add_generation_prompt", false);
        return defaults;
    }
}
