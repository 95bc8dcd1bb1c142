package org.waggle.driver.run;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.waggle.common.checkpoint.Storage;
import org.waggle.common.data.Seed;
import org.waggle.common.failure.FailureKind;
import org.waggle.common.failure.RunException;
import org.waggle.common.recipe.PromptRecipe;
import org.waggle.executor.tokenizer.ChatTemplate;
import org.waggle.executor.tokenizer.Tokenizer;

/**
 * Files of a model that somebody has damaged, each by a seeded change: opening them works, or fails with one message
 * for a person. {@code -Dwaggle.mutations=N} tries N of them instead of 2,000.
 */
class HostileModelTest {
    private static final Path GOLDEN = Path.of("../executor/src/test/resources/golden");
    private static final int MUTATIONS = Integer.getInteger("waggle.mutations", 2000);
    private static final int FIRST_WEIGHTS = 64;
    private static final ObjectNode CHAT = JsonNodeFactory.instance.objectNode();

    static {
        CHAT.putArray("messages").addObject().put("role", "user").put("content", "What is a bee?");
    }

    @TempDir
    private Path folder;

    private final Storage storage = new Storage(new Configuration());

    @Test
    void whateverIsDamagedOfAModelIsReadOrRefusedWithOneMessage() throws IOException {
        Path model = copy("models/qwen2");
        assertThat(refused(model, MUTATIONS)).isBetween(MUTATIONS / 4, MUTATIONS);
    }

    @Test
    void whateverIsDamagedOfAnAdapterIsReadOrRefusedWithOneMessage() throws IOException {
        copy("models/qwen3");
        Path adapter = copy("lora-qwen3");
        assertThat(isRefused(adapter, "intact")).isFalse();
        int mutations = MUTATIONS / 4;
        assertThat(refused(adapter, mutations)).isBetween(mutations / 4, mutations);
    }

    @ParameterizedTest
    @CsvSource({
        "lora-qwen3, must be a whole model; that is an adapter",
        "'', must be a folder",
        "'a\nb', must be a folder",
        "'a:b', must be a path or a URI",
        "elsewhere, there is none from here or beside the adapter"
    })
    void anAdapterOfNoModelIsRefused(String base, String message) throws IOException {
        Path adapter = copy("lora-qwen3");
        Path config = adapter.resolve(AdapterConfig.FILE);
        ObjectNode changed = (ObjectNode) new ObjectMapper().readTree(config.toFile());
        Files.writeString(config, changed.put("base_model_name_or_path", base).toString());
        assertThatThrownBy(() -> open(adapter))
                .isInstanceOf(RunException.class)
                .hasMessageContaining(message)
                .hasMessageNotContaining("\n");
    }

    /** How many of the changes of a folder's files were refused. */
    private int refused(Path model, int mutations) throws IOException {
        List<Path> files = new ArrayList<>();
        try (Stream<Path> all = Files.list(model)) {
            all.filter(file -> !file.getFileName().toString().startsWith("golden"))
                    .sorted()
                    .forEach(files::add);
        }
        int refused = 0;
        for (int i = 0; i < mutations; i++) {
            Seed seed = new Seed(11).at(i);
            Path file = files.get((int) seed.at("file").below(files.size()));
            byte[] intact = Files.readAllBytes(file);
            Files.write(file, Damage.of(intact, seed.at("damage")));
            refused += isRefused(model, "%s, change %d".formatted(file.getFileName(), i)) ? 1 : 0;
            Files.write(file, intact);
        }
        return refused;
    }

    /** Anything but a {@link RunException} about input fails the test. */
    private boolean isRefused(Path folder, String what) {
        try {
            Model model = open(folder);
            model.base().read(0, FIRST_WEIGHTS);
            model.weights().read(0, FIRST_WEIGHTS);
            Map<String, String> texts = model.spec().files();
            ChatTemplate.of(texts).ifPresent(template -> template.text(CHAT.deepCopy()));
            String rules = requireNonNull(texts.get(Tokenizer.RULES_FILE));
            String config = requireNonNull(texts.get(Tokenizer.CONFIG_FILE));
            try (Tokenizer tokenizer = Tokenizer.of(rules, config)) {
                tokenizer.encode("a bee");
            }
            return false;
        } catch (RunException e) {
            assertThat(e.kind()).as(what).isEqualTo(FailureKind.INPUT);
            assertThat(e.getMessage()).as(what).isNotBlank().doesNotContain("\n");
            return true;
        } catch (RuntimeException e) {
            throw new AssertionError(what, e);
        }
    }

    private Model open(Path model) {
        return new ModelFolder(storage, storage.qualified(model.toString())).model("policy", new PromptRecipe.Plain());
    }

    @Test
    void aHeadBesideTiedEmbeddingsIsRefused() throws IOException {
        Path model = copy("models/qwen3");
        Path config = model.resolve("config.json");
        Files.writeString(
                config,
                Files.readString(config).replace("\"tie_word_embeddings\": false", "\"tie_word_embeddings\": true"));
        ModelFolder opened = new ModelFolder(storage, new org.apache.hadoop.fs.Path(model.toString()));
        assertThatThrownBy(() -> opened.model("model", new PromptRecipe.Plain()))
                .isInstanceOf(RunException.class)
                .hasMessageEndingWith(
                        "lm_head.weight is not model.embed_tokens.weight (must be the same with tie_word_embeddings in config.json)");
    }

    private Path copy(String name) throws IOException {
        Path to = Files.createDirectories(folder.resolve(name));
        try (Stream<Path> files = Files.list(GOLDEN.resolve(name))) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
        return to;
    }
}
