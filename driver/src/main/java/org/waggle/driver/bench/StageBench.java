package org.waggle.driver.bench;

import java.util.Locale;
import java.util.function.Consumer;
import org.waggle.common.data.Precision;
import org.waggle.executor.engine.ComputeSettings;
import org.waggle.executor.engine.DecodingBenchmark;
import org.waggle.executor.engine.EngineBench;
import org.waggle.executor.engine.LaneTimer;
import org.waggle.executor.policy.OpenPolicy;

/**
 * What the lanes of one JVM compute with a policy, beside what its matrix products alone would allow on the same
 * threads: those of every token that goes through the layers, and through the head where it is drawn or scored.
 *
 * @param policy what is measured
 * @param settings how it computes
 * @param lanes number of lanes that work side by side
 * @param work what a step of training gives the lanes
 */
public record StageBench(OpenPolicy policy, ComputeSettings settings, int lanes, BenchWork work) {
    private static final int SEQUENCES = 32;
    private static final int TRAINED = 512;
    private static final int PASSES = 3;
    private static final double TARGET = 0.7;
    private static final double GIGA = 1e9;
    private static final String SPEED = "tokens/s";

    /** Measures one thing after the other and gives each row as soon as it is there. */
    public void run(Consumer<BenchRow> rows) {
        LaneTimer timer = new LaneTimer(lanes);
        EngineBench engine = new EngineBench(policy.policy(), timer);
        if (lanes == 1 && settings.precision() == Precision.FLOAT32) {
            rows.accept(BenchRow.limit("memory, copied", engine.memory() / GIGA, "GB/s"));
        }
        int sequences = SEQUENCES / lanes;
        double decodable = products(engine, sequences, rows);
        products(engine, TRAINED, rows);
        rows.accept(share(
                "decoding, %d sequences in all".formatted(sequences * lanes),
                new DecodingBenchmark(sequences, BenchWork.PROMPT_TOKENS, work.completionTokens())
                        .speed(policy.policy(), policy.tokenizer(), timer),
                decodable));
        rows.accept(share(
                "forward + backward, of products / %d".formatted(PASSES),
                work.tokensPerSecond(policy.policy(), timer),
                engine.products(TRAINED, (int) (TRAINED * work.scored() / work.tokens())) / PASSES));
    }

    /** The better speed of both orders. */
    private double products(EngineBench engine, int rows, Consumer<BenchRow> told) {
        double best = 0;
        for (EngineBench.Order order : EngineBench.Order.values()) {
            double speed = engine.products(order, rows, rows);
            told.accept(BenchRow.limit(
                    name("products, %d rows, %s".formatted(rows, order.name().toLowerCase(Locale.ROOT))),
                    speed,
                    SPEED));
            best = Math.max(best, speed);
        }
        return best;
    }

    private BenchRow share(String what, double speed, double bound) {
        return BenchRow.share(name(what), speed, SPEED, bound, TARGET);
    }

    private String name(String what) {
        return "%s, %d × %d threads: %s"
                .formatted(settings.precision().name().toLowerCase(Locale.ROOT), lanes, settings.threads(), what);
    }
}
