package org.waggle.executor.gradient;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.waggle.common.data.TrainingItem;
import org.waggle.common.data.TrainingSequence;
import org.waggle.common.spi.ItemLoss;
import org.waggle.common.spi.TokenArrays;
import org.waggle.executor.engine.TokenBatch;
import org.waggle.executor.engine.TokenDerivatives;

/**
 * The items of one forward and backward pass: between sequences, as objectives see them, and one flat row of tokens.
 */
final class MicroBatch {
    private final List<TrainingItem> items;
    private final List<TrainingSequence> sequences;
    private final int tokens;

    MicroBatch(List<TrainingItem> items) {
        this.items = items;
        this.sequences =
                items.stream().flatMap(item -> item.sequences().stream()).toList();
        this.tokens = sequences.stream().mapToInt(row -> row.tokens().length).sum();
    }

    /** What it is, for messages. */
    String about() {
        return "%d items from group %s on".formatted(items.size(), items.get(0).group());
    }

    /** Neighbours with the same prompt share it. */
    TokenBatch tokens() {
        List<TokenBatch.Family> families = new ArrayList<>();
        List<int[]> completions = new ArrayList<>();
        for (int i = 0; i < sequences.size(); i++) {
            int[] prompt = sequences.get(i).promptTokens();
            completions.add(sequences.get(i).tokens());
            if (i + 1 == sequences.size()
                    || !Arrays.equals(prompt, sequences.get(i + 1).promptTokens())) {
                families.add(new TokenBatch.Family(prompt, completions));
                completions.clear();
            }
        }
        return TokenBatch.of(families);
    }

    /**
     * What ratios are against, [N].
     *
     * @param logp what the policy says now, [N]; taken where a sequence has NaN
     */
    float[] oldLogp(float[] logp) {
        float[] flat = new float[tokens];
        int at = 0;
        for (TrainingSequence sequence : sequences) {
            System.arraycopy(sequence.oldLogp(), 0, flat, at, sequence.tokens().length);
            at += sequence.tokens().length;
        }
        for (int token = 0; token < tokens; token++) {
            flat[token] = Float.isNaN(flat[token]) ? logp[token] : flat[token];
        }
        return flat;
    }

    /** Derivatives of the objective for all tokens of the batch, [N]; the report is added to its sums. */
    TokenDerivatives loss(GradientWorker.Objectives report, GradientWorker.Columns columns) {
        TokenDerivatives all = new TokenDerivatives(new float[tokens], new float[tokens]);
        int at = 0;
        for (TrainingItem item : items) {
            List<TokenArrays> arrays = new ArrayList<>();
            int next = at;
            for (TrainingSequence sequence : item.sequences()) {
                arrays.add(arrays(sequence, report, columns, next));
                next += sequence.tokens().length;
            }
            ItemLoss loss = report.loss(item, arrays);
            report.sums().add("loss", loss.loss(), 0).add(loss.sums());
            at = copy(loss.derivatives(), all, at);
        }
        return all;
    }

    private static TokenArrays arrays(
            TrainingSequence sequence, GradientWorker.Objectives report, GradientWorker.Columns columns, int from) {
        int to = from + sequence.tokens().length;
        float[] logp = Arrays.copyOfRange(columns.scores().logp(), from, to);
        SamplerGap gap = report.gap();
        return new TokenArrays(
                logp,
                Arrays.copyOfRange(columns.oldLogp(), from, to),
                Arrays.copyOfRange(columns.refLogp(), from, to),
                Arrays.copyOfRange(columns.scores().entropy(), from, to),
                gap == null ? sequence.advantage() : gap.corrected(sequence, logp, report.sums()),
                sequence.trained());
    }

    private static int copy(List<ItemLoss.Derivatives> parts, TokenDerivatives all, int at) {
        for (ItemLoss.Derivatives part : parts) {
            System.arraycopy(part.logp(), 0, all.logp(), at, part.logp().length);
            System.arraycopy(part.entropy(), 0, all.entropy(), at, part.entropy().length);
            at += part.logp().length;
        }
        return at;
    }
}
