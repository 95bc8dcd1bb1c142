package org.waggle.driver.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.waggle.common.failure.FailureKind;
import org.waggle.common.failure.RunException;
import org.waggle.common.recipe.PromptRecipe;
import org.waggle.executor.engine.TokenBatch;
import org.waggle.executor.engine.TokenScores;
import org.waggle.executor.policy.OpenPolicy;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code waggle logprobs}: how likely a model finds texts, token by token. */
@Command(
        name = "logprobs",
        description = {
            "Scores texts with a model, token by token; needs no Spark.",
            "Standard input has one JSON object a line: text, or ids. Standard output has",
            "for each {\"ids\", \"logp\", \"entropy\"}: logp[i] is the natural logarithm of the",
            "probability of ids[i+1] after ids[0] to ids[i], entropy[i] the entropy there,",
            "in nats."
        },
        footer = {
            "",
            "A text gets the special tokens that the tokenizer puts around it, unless",
            "add_special_tokens is false; beside ids it isn't read.",
            "",
            "Example:",
            "  echo '{\"text\": \"The capital of France\"}' | waggle logprobs --model DIR"
        })
final class LogprobsCommand implements Callable<Integer> {
    private static final String IDS = "ids";

    @Option(
            names = "--model",
            required = true,
            paramLabel = "RUN|DIR",
            description = "A run (its newest checkpoint is taken) or the folder of a model.")
    private String source = "";

    @Mixin
    private ModelOptions choice = new ModelOptions();

    @Mixin
    private PrecisionOption precision = new PrecisionOption();

    @Override
    public Integer call() {
        try (LocalModel model = LocalModel.open(
                Storages.folders().model(source, choice.choice(), new PromptRecipe.Plain()), precision.of(source))) {
            JsonLine.each(System.in, line -> System.out.println(scored(model.policy(), line)));
        }
        return 0;
    }

    private static ObjectNode scored(OpenPolicy model, JsonLine line) {
        int[] ids = line.fields().hasNonNull(IDS)
                ? ids(line, model.spec().shape().vocabulary())
                : line.tokens(model.tokenizer());
        int most = model.spec().shape().maxPositions();
        if (ids.length < 1 || ids.length > most) {
            throw RunException.input(
                    "Invalid line %d: %d tokens (must be 1 to %d, the model's positions)",
                    line.number(), ids.length, most);
        }
        // The last token predicts too: of whatever follows it, the entropy is shown.
        int[] followed = Arrays.copyOf(ids, ids.length + 1);
        TokenScores scores = model.policy().score(TokenBatch.of(List.of(followed), new int[] {1}), 1);
        if (!scores.areFinite()) {
            throw new RunException(
                    FailureKind.NUMERIC,
                    "Cannot score line %d: a log-probability is not finite (the model's weights are not, or too large)"
                            .formatted(line.number()));
        }
        ObjectNode shown = JsonNodeFactory.instance.objectNode();
        Arrays.stream(ids).forEach(shown.putArray(IDS)::add);
        add(shown.putArray("logp"), scores.logp(), ids.length - 1);
        add(shown.putArray("entropy"), scores.entropy(), ids.length);
        return shown;
    }

    private static int[] ids(JsonLine line, int vocabulary) {
        JsonNode given = line.fields().get(IDS);
        if (!given.isArray()) {
            throw RunException.input("Invalid ids: %s (must be a list of token ids), line %d", given, line.number());
        }
        int[] ids = new int[given.size()];
        for (int i = 0; i < ids.length; i++) {
            JsonNode id = given.get(i);
            if (!id.isInt() || id.intValue() < 0 || id.intValue() >= vocabulary) {
                throw RunException.input(
                        "Invalid ids[%d]: %s (must be in [0, %d)), line %d", i, id, vocabulary, line.number());
            }
            ids[i] = id.intValue();
        }
        return ids;
    }

    private static void add(ArrayNode array, float[] values, int count) {
        for (int i = 0; i < count; i++) {
            array.add(values[i]);
        }
    }
}
