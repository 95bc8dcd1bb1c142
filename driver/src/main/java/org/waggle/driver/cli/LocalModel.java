package org.waggle.driver.cli;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.waggle.common.data.Completion;
import org.waggle.common.data.Problem;
import org.waggle.common.data.SamplingSettings;
import org.waggle.common.data.Seed;
import org.waggle.common.failure.RunException;
import org.waggle.common.spi.DecodingSession;
import org.waggle.common.spi.Sampler;
import org.waggle.driver.run.Model;
import org.waggle.executor.engine.CachedDecoding;
import org.waggle.executor.engine.ComputeSettings;
import org.waggle.executor.engine.WeightSource;
import org.waggle.executor.policy.InitialWeights;
import org.waggle.executor.policy.OpenPolicy;
import org.waggle.executor.rollout.CollectedRollout;
import org.waggle.executor.sampler.PlainSampler;

/**
 * A model open in this process, for commands that need no Spark.
 *
 * @param policy the open model
 */
record LocalModel(OpenPolicy policy) implements AutoCloseable {
    private static final int PIECE = 1 << 20;
    private static final int SLOTS = 32;
    private static final int HEAD_CHUNK = 4096;

    static LocalModel open(Model model) {
        int threads = Runtime.getRuntime().availableProcessors();
        WeightSource source = sink -> copy(model.weights(), model.spec().parameters(), sink);
        return new LocalModel(OpenPolicy.of(model.spec(), ComputeSettings.cpu(threads, HEAD_CHUNK), source));
    }

    private static void copy(InitialWeights weights, long parameters, WeightSource.Sink sink) {
        for (long from = 0; from < parameters; from += PIECE) {
            float[] values = weights.read(from, (int) Math.min(PIECE, parameters - from));
            ByteBuffer bytes =
                    ByteBuffer.allocateDirect(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            bytes.asFloatBuffer().put(values);
            sink.fill(from, bytes);
        }
    }

    /** Completions of prompts, [prompts][samples], in the order of the prompts. */
    List<List<Completion>> complete(List<String> prompts, int samples, SamplingSettings settings, Seed seed) {
        List<Sampler.Request> requests = new ArrayList<>();
        for (String prompt : prompts) {
            Problem problem = new Problem(prompt, prompt, "", Map.of());
            requests.add(
                    new Sampler.Request(problem, tokens(problem, settings), 0, samples, seed.at(requests.size()), 0));
        }
        int longest = requests.stream()
                .mapToInt(request -> request.prompt().length)
                .max()
                .orElse(0);
        try (DecodingSession session =
                CachedDecoding.open(policy.policy(), policy.tokenizer(), SLOTS, longest + settings.maxTokens())) {
            CollectedRollout rollout = new CollectedRollout(requests, session);
            new PlainSampler(settings).sample(rollout);
            return rollout.completions();
        }
    }

    private int[] tokens(Problem problem, SamplingSettings settings) {
        int[] tokens = policy.prompts().tokens(problem);
        int room = policy.spec().shape().maxPositions() - settings.maxTokens();
        if (tokens.length == 0 || tokens.length > room) {
            throw RunException.input(
                    "Invalid prompt: '%s' has %d tokens (must be 1 to %d: the model's %d positions less --max-tokens)",
                    problem.prompt(), tokens.length, room, policy.spec().shape().maxPositions());
        }
        return tokens;
    }

    @Override
    public void close() {
        policy.close();
    }
}
