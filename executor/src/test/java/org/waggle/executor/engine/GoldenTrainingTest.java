package org.waggle.executor.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.waggle.common.data.BatchTotals;
import org.waggle.common.data.GroupId;
import org.waggle.common.data.TrainingItem;
import org.waggle.common.recipe.OptimizerRecipe;
import org.waggle.common.recipe.ScheduleRecipe;
import org.waggle.common.spi.ItemLoss;
import org.waggle.common.spi.TokenArrays;
import org.waggle.executor.objective.CrossEntropy;
import org.waggle.executor.optimizer.AdamW;
import org.waggle.executor.optimizer.AdamW.Update;
import org.waggle.executor.optimizer.FlatRange;
import org.waggle.executor.optimizer.GradientNorm;
import org.waggle.executor.optimizer.LearningRate;
import org.waggle.executor.optimizer.OptimizerShard;

/** Six supervised updates, with clip, decay and schedule, in three shards, against torch and transformers. */
class GoldenTrainingTest {
    private static final int SHARDS = 3;
    private static final GoldenTensors GOLDEN = GoldenTensors.open("adamw-llama-tied.safetensors");
    private static final JsonNode VALUES = GoldenTensors.json("adamw-llama-tied.json");
    private static final DecoderShape SHAPE =
            ModelConfig.read(GoldenTensors.text(Policies.LLAMA_TIED + "config.json"), "config.json");
    private static final ParameterLayout LAYOUT = ParameterLayout.of(SHAPE);
    private static final OptimizerRecipe RECIPE =
            new OptimizerRecipe(1e-2, 0.9, 0.95, 1e-8, 0.1, 1, new ScheduleRecipe(ScheduleRecipe.Shape.COSINE, 2, 0));

    /** A loss and its gradient. */
    private record Descent(double loss, float[] gradient) {}

    @Test
    void lossesNormsRatesAndParametersAreThoseOfTheReferenceTraining() {
        AdamW optimizer = new AdamW(RECIPE, matrices());
        LearningRate rate = LearningRate.of(RECIPE, 8);
        List<OptimizerShard> shards = shards();
        for (int number = 1; number <= 6; number++) {
            JsonNode expected = VALUES.get("steps").get(number - 1);
            Descent descent = descent(weights(shards));
            double norm = Math.sqrt(GradientNorm.sumOfSquares(0, descent.gradient, descent.gradient.length));
            double learningRate = rate.at(number - 1);
            assertThat(descent.loss).isCloseTo(expected.get("loss").doubleValue(), within(1e-4));
            assertThat(norm).isCloseTo(expected.get("grad_norm").doubleValue(), within(1e-4 * norm));
            assertThat(learningRate).isCloseTo(expected.get("lr").doubleValue(), within(1e-12));
            Update update = new Update(number, learningRate, GradientNorm.scale(norm, RECIPE.clipNorm()));
            shards = shards.stream()
                    .map(shard -> optimizer.update(shard, part(descent.gradient, shard), update))
                    .toList();
        }
        float[] weights = weights(shards);
        for (ParameterLayout.Parameter parameter : LAYOUT.parameters()) {
            float[] expected = GOLDEN.floats("after." + parameter.name());
            assertThat(parameter.size()).isEqualTo(expected.length);
            float farthest = 0;
            for (int i = 0; i < expected.length; i++) {
                farthest = Math.max(farthest, Math.abs(weights[(int) parameter.offset() + i] - expected[i]));
            }
            assertThat(farthest).as(parameter.name()).isLessThanOrEqualTo(1e-4f);
        }
    }

    private static List<FlatRange> matrices() {
        return LAYOUT.parameters().stream()
                .filter(ParameterLayout.Parameter::isMatrix)
                .map(matrix -> new FlatRange(matrix.offset(), matrix.offset() + matrix.size()))
                .toList();
    }

    private static List<OptimizerShard> shards() {
        GoldenTensors model = GoldenTensors.open(Policies.LLAMA_TIED + "model.safetensors");
        float[] weights = new float[(int) LAYOUT.size()];
        for (ParameterLayout.Parameter parameter : LAYOUT.parameters()) {
            float[] values = model.floats(parameter.name());
            System.arraycopy(values, 0, weights, (int) parameter.offset(), values.length);
        }
        List<OptimizerShard> shards = new ArrayList<>();
        for (int shard = 0; shard < SHARDS; shard++) {
            int from = weights.length * shard / SHARDS;
            int to = weights.length * (shard + 1) / SHARDS;
            shards.add(OptimizerShard.fresh(from, Arrays.copyOfRange(weights, from, to)));
        }
        return shards;
    }

    private static float[] weights(List<OptimizerShard> shards) {
        float[] weights = new float[(int) LAYOUT.size()];
        for (OptimizerShard shard : shards) {
            System.arraycopy(shard.weights(), 0, weights, (int) shard.start(), shard.weights().length);
        }
        return weights;
    }

    private static float[] part(float[] gradient, OptimizerShard shard) {
        int from = (int) shard.start();
        return Arrays.copyOfRange(gradient, from, from + shard.weights().length);
    }

    private static Descent descent(float[] weights) {
        int[] shape = GOLDEN.shape("ids");
        int[] ids = GOLDEN.longs("ids");
        int[] starts = new int[shape[0]];
        Arrays.fill(starts, VALUES.get("start").intValue());
        List<int[]> rows = new ArrayList<>();
        for (int row = 0; row < shape[0]; row++) {
            rows.add(Arrays.copyOfRange(ids, row * shape[1], (row + 1) * shape[1]));
        }
        double[] loss = new double[1];
        try (DecoderPolicy policy = DecoderPolicy.open(SHAPE, Policies.ONE_THREAD, Policies.source(weights));
                GradientAccumulator sum = new GradientAccumulator(policy)) {
            sum.add(TokenBatch.of(rows, starts), 1, scores -> {
                ItemLoss itemLoss = crossEntropy(scores, shape[0]);
                loss[0] = itemLoss.loss();
                ItemLoss.Derivatives slopes = itemLoss.derivatives().get(0);
                return new TokenDerivatives(slopes.logp(), slopes.entropy());
            });
            return new Descent(loss[0], Policies.floats(sum.slice(0, LAYOUT.size())));
        }
    }

    /** All rows as one sequence: a token mean doesn't know where one ends. */
    private static ItemLoss crossEntropy(TokenScores scores, int rows) {
        int tokens = scores.logp().length;
        boolean[] trained = new boolean[tokens];
        Arrays.fill(trained, true);
        TokenArrays arrays = new TokenArrays(
                scores.logp(), scores.logp(), scores.logp(), scores.entropy(), new float[tokens], trained);
        TrainingItem item = new TrainingItem(new GroupId(1, 0, 0), new int[1], List.of(), 1, 1);
        return new CrossEntropy().loss(item, List.of(arrays), new BatchTotals(rows, rows, tokens, tokens));
    }
}
