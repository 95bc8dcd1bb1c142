package org.waggle.driver.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.waggle.common.data.Completion;
import org.waggle.common.data.Precision;
import org.waggle.common.data.Problem;
import org.waggle.common.data.SamplingSettings;
import org.waggle.common.data.Seed;
import org.waggle.common.failure.Check;
import org.waggle.common.failure.RunException;
import org.waggle.common.recipe.AdapterRecipe.Lora;
import org.waggle.common.spi.DecodingSession;
import org.waggle.common.spi.Sampler;
import org.waggle.driver.run.Model;
import org.waggle.driver.state.WeightPieces;
import org.waggle.executor.engine.Activations;
import org.waggle.executor.engine.CachedDecoding;
import org.waggle.executor.engine.ComputeSettings;
import org.waggle.executor.engine.ParameterLayout;
import org.waggle.executor.engine.WeightSource;
import org.waggle.executor.policy.ModelSpec;
import org.waggle.executor.policy.OpenPolicy;
import org.waggle.executor.rollout.CollectedRollout;
import org.waggle.executor.sampler.PlainSampler;
import org.waggle.executor.tokenizer.Tokenizer;

/**
 * A model open in this process, for commands that need no Spark.
 *
 * @param policy the open model
 */
record LocalModel(OpenPolicy policy) implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int SLOTS = 32;
    private static final int HEAD_CHUNK = 4096;

    static LocalModel open(Model model, Precision precision) {
        int threads = Runtime.getRuntime().availableProcessors();
        return open(
                model,
                new ComputeSettings(OptionalInt.empty(), threads, threads, HEAD_CHUNK, Activations.KEPT, precision));
    }

    static LocalModel open(Model model, ComputeSettings settings) {
        Precision precision = settings.precision();
        ModelSpec spec = model.spec();
        long size = ParameterLayout.of(spec.shape()).size();
        OpenPolicy base = OpenPolicy.of(spec, settings, new WeightPieces(model.base(), size, precision));
        if (spec.adapter() instanceof Lora lora) {
            try (base) {
                WeightSource adapter = new WeightPieces(model.weights(), spec.parameters(), spec.precision(precision));
                return new LocalModel(base.adapted(spec, lora, adapter));
            }
        }
        return new LocalModel(base);
    }

    /** How the model generates by default. */
    JsonNode generation() {
        try {
            return JSON.readTree(policy.spec().files().getOrDefault(Tokenizer.GENERATION_FILE, "{}"));
        } catch (JsonProcessingException e) {
            throw RunException.input(
                    "Cannot read %s: not JSON (%s)", Tokenizer.GENERATION_FILE, e.getOriginalMessage());
        }
    }

    /** Tokens that fit behind the longest of some prompts. */
    int room(List<Problem> problems) {
        return policy.spec().shape().maxPositions()
                - problems.stream()
                        .mapToInt(problem -> policy.prompts().tokens(problem).length)
                        .max()
                        .orElse(0);
    }

    /** Completions of problems, [problems][samples], in the order of the problems. */
    List<List<Completion>> complete(List<Problem> problems, int samples, SamplingSettings settings, Seed seed) {
        return sampled(problems, samples, settings, seed, session -> session);
    }

    /** One completion of one problem, its text handed over as it grows; the same as {@link #complete} gives. */
    void stream(Problem problem, SamplingSettings settings, Seed seed, Consumer<String> sink) {
        List<StreamedDecoding> streamed = new ArrayList<>();
        List<List<Completion>> completions = sampled(List.of(problem), 1, settings, seed, session -> {
            int longest =
                    settings.stop().stream().mapToInt(String::length).max().orElse(0);
            streamed.add(new StreamedDecoding(session, sink, longest));
            return streamed.get(0);
        });
        streamed.get(0).finish(completions.get(0).get(0).text());
    }

    private List<List<Completion>> sampled(
            List<Problem> problems,
            int samples,
            SamplingSettings settings,
            Seed seed,
            UnaryOperator<DecodingSession> around) {
        List<Sampler.Request> requests = new ArrayList<>();
        for (Problem problem : problems) {
            requests.add(
                    new Sampler.Request(problem, tokens(problem, settings), 0, samples, seed.at(requests.size()), 0));
        }
        int longest = requests.stream()
                .mapToInt(request -> request.prompt().length)
                .max()
                .orElse(0);
        int slots = Math.min(SLOTS, problems.size() * samples);
        try (DecodingSession session = around.apply(
                CachedDecoding.open(policy.policy(), policy.tokenizer(), slots, longest + settings.maxTokens()))) {
            CollectedRollout rollout = new CollectedRollout(requests, session);
            new PlainSampler(settings).sample(rollout);
            return rollout.completions();
        }
    }

    private int[] tokens(Problem problem, SamplingSettings settings) {
        int[] tokens = policy.prompts().tokens(problem);
        int positions = policy.spec().shape().maxPositions();
        Check.that(
                settings.maxTokens() < positions,
                "max-tokens",
                settings.maxTokens(),
                "must be less than %d, the model's positions".formatted(positions));
        int room = positions - settings.maxTokens();
        if (tokens.length == 0 || tokens.length > room) {
            throw RunException.input(
                    "Invalid prompt: '%s' has %d tokens (must be 1 to %d: the model's %d positions less --max-tokens)",
                    problem.prompt(), tokens.length, room, positions);
        }
        return tokens;
    }

    @Override
    public void close() {
        policy.close();
    }
}
