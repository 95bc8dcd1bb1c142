package org.waggle.driver.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.waggle.executor.engine.DecoderPolicy;
import org.waggle.executor.engine.DecodingBenchmark;
import org.waggle.executor.engine.EngineBench;
import org.waggle.executor.engine.TokenBatch;
import org.waggle.executor.tokenizer.Tokenizer;

/**
 * What one process computes with a policy, beside the limits of the machine.
 *
 * @param policy what is measured
 * @param tokenizer the policy's
 * @param prompt tokens of the prompt of a group
 * @param samples completions of the group
 * @param tokens tokens of a completion
 */
public record StageBench(DecoderPolicy policy, Tokenizer tokenizer, int prompt, int samples, int tokens) {
    private static final List<Integer> ROWS = List.of(8, 32, 128, 512);
    private static final int SEQUENCES = 32;
    private static final int PASSES = 3;
    private static final double GIGA = 1e9;
    private static final String SPEED = "tokens/s";

    /** Measures one thing after the other and gives each row as soon as it is there. */
    public void run(Consumer<BenchRow> rows) {
        EngineBench engine = new EngineBench(policy);
        rows.accept(BenchRow.limit("memory, copied", engine.memory() / GIGA, "GB/s"));
        for (EngineBench.Type type : EngineBench.Type.values()) {
            for (EngineBench.Order order : EngineBench.Order.values()) {
                for (int count : ROWS) {
                    rows.accept(BenchRow.limit(name(count, type, order), engine.products(count, type, order), SPEED));
                }
            }
        }
        rows.accept(decoding());
        TokenBatch batch = group();
        double bound = engine.products(batch.computed(), EngineBench.Type.FLOAT32, EngineBench.Order.PLAIN) / PASSES;
        rows.accept(
                new BenchRow("forward + backward, of a third of the products", engine.gradient(batch), SPEED, bound));
    }

    private BenchRow decoding() {
        DecodingBenchmark.Speed speed = new DecodingBenchmark(SEQUENCES, prompt, tokens).measure(policy, tokenizer);
        double bound = Math.max(speed.plain(), speed.reordered());
        return new BenchRow(
                "decoding, %d sequences, of the products".formatted(SEQUENCES), speed.reached(), SPEED, bound);
    }

    private static String name(int rows, EngineBench.Type type, EngineBench.Order order) {
        return "products, %d rows, %s, %s"
                .formatted(
                        rows, type.name().toLowerCase(Locale.ROOT), order.name().toLowerCase(Locale.ROOT));
    }

    private TokenBatch group() {
        List<int[]> completions = new ArrayList<>();
        for (int sample = 0; sample < samples; sample++) {
            completions.add(ids(sample + 1, tokens));
        }
        return TokenBatch.of(List.of(new TokenBatch.Family(ids(0, prompt), completions)));
    }

    private int[] ids(int sample, int count) {
        return IntStream.range(sample * count, (sample + 1) * count)
                .map(i -> i % policy.shape().vocabulary())
                .toArray();
    }
}
