package org.waggle.driver.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.waggle.common.data.Completion;
import org.waggle.common.data.Group;
import org.waggle.common.data.GroupId;
import org.waggle.common.data.Origin;
import org.waggle.common.data.Problem;
import org.waggle.common.data.SamplingSettings;
import org.waggle.common.data.ScoredGroup;
import org.waggle.common.data.Seed;
import org.waggle.common.data.StopReason;
import org.waggle.common.data.TokenTrace;
import org.waggle.common.recipe.RecipeReader;
import org.waggle.common.recipe.RewardRecipe;
import org.waggle.common.spi.StepContext;
import org.waggle.executor.guard.Guarded;
import org.waggle.executor.score.ChannelWorker;
import org.waggle.executor.score.ScoreWorker;
import org.waggle.executor.tokenizer.Tokenizer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code waggle reward}: what rewards say of completions, before anybody trains on them. */
@Command(
        name = "reward",
        description = {
            "Judges completions as training would; needs no Spark.",
            "Standard input has one JSON object a line: completion, and where the reward",
            "wants them prompt and answer; other fields are handed to it by name. Standard",
            "output has {\"channels\": {…}, \"reward\": …} for each."
        },
        footer = {"", "Example:", "  echo '{\"completion\": \"46\", \"answer\": \"46\"}' | waggle reward exact-match"})
final class RewardCommand implements Callable<Integer> {
    private static final String PROMPT = "prompt";
    private static final String ANSWER = "answer";
    private static final String COMPLETION = "completion";
    private static final SamplingSettings UNKNOWN = new SamplingSettings(1, 0, 1, 0, 1);

    @Parameters(
            index = "0",
            paramLabel = "SPEC",
            description = "YAML, or a file of it: one reward, or rewards and composer as in a recipe.")
    private String spec = "";

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "Seconds that one reward may take for a line (default: ${DEFAULT-VALUE}).")
    private int timeout;

    @Option(
            names = "--model",
            paramLabel = "DIR",
            description = "Folder of a model whose tokenizer counts the tokens of completions, for rewards that ask.")
    private @Nullable Path model;

    @Option(names = "--seed", defaultValue = "0", description = "Seed of the rewards (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Override
    public Integer call() {
        RewardRecipe recipe = read();
        StepContext context = StepContext.single(new Seed(seed));
        ScoreWorker worker = new ScoreWorker(
                new ChannelWorker(recipe.channels(), timeout, context),
                new Guarded<>("composer", recipe.composer(), timeout));
        Path folder = model;
        if (folder == null) {
            judge(worker, text -> new int[0]);
            return 0;
        }
        try (Tokenizer tokenizer = Tokenizer.open(folder)) {
            judge(worker, tokenizer::encode);
        }
        return 0;
    }

    private static void judge(ScoreWorker worker, Function<String, int[]> tokens) {
        JsonLine.each(System.in, line -> System.out.println(judged(line, worker, tokens)));
    }

    private RewardRecipe read() {
        return new Spec(spec).read("SPEC", new RecipeReader(RecipeOptions.components())::rewards);
    }

    private static ObjectNode judged(JsonLine line, ScoreWorker worker, Function<String, int[]> tokens) {
        Group group = group(line, tokens);
        return line.worked(() -> shown(worker.score(List.of(group)).get(0)));
    }

    private static Group group(JsonLine line, Function<String, int[]> tokens) {
        Map<String, String> extra = new TreeMap<>();
        line.fields().properties().forEach(field -> {
            if (!Set.of(PROMPT, ANSWER, COMPLETION).contains(field.getKey())) {
                extra.put(field.getKey(), line.shown(field.getKey()));
            }
        });
        Problem problem = new Problem("line " + line.number(), line.shown(PROMPT), line.shown(ANSWER), extra);
        String text = line.text(COMPLETION);
        int[] ids = tokens.apply(text);
        TokenTrace unknown = TokenTrace.sampled(new float[ids.length], new float[ids.length], new float[ids.length]);
        Completion completion =
                new Completion(0, ids, text, unknown, StopReason.END_OF_SEQUENCE, Origin.PROMPT, Map.of());
        return new Group(new GroupId(1, 0, line.number()), problem, new int[0], 0, UNKNOWN, List.of(completion));
    }

    private static ObjectNode shown(ScoredGroup scored) {
        ObjectNode shown = JsonNodeFactory.instance.objectNode();
        ObjectNode channels = shown.putObject("channels");
        scored.channels().forEach((name, scores) -> channels.put(name, scores.values()[0]));
        return shown.put("reward", scored.rewards()[0]);
    }
}
