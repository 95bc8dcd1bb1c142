package org.waggle.driver.stage;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.waggle.common.recipe.OptimizerRecipe;
import org.waggle.driver.state.ReducedShard;
import org.waggle.driver.state.ShardCut;
import org.waggle.driver.state.StateShard;
import org.waggle.executor.engine.ParameterLayout.Parameter;
import org.waggle.executor.optimizer.AdamW;
import org.waggle.executor.optimizer.FlatRange;
import org.waggle.executor.optimizer.GradientNorm;
import org.waggle.executor.optimizer.OptimizerShard;
import org.waggle.executor.policy.ModelSpec;

/**
 * One AdamW update of any shard.
 *
 * @param optimizers one for each node, as matrices lie elsewhere in each, [nodes]
 * @param scales what each node's gradient is multiplied by, [nodes]
 * @param learningRates rate of this update, [nodes]; NaN for a node that had nothing to train on and stays as it is
 * @param cut which node a shard belongs to
 */
public record ShardUpdate(List<AdamW> optimizers, double[] scales, double[] learningRates, ShardCut cut)
        implements Serializable {

    /**
     * An update.
     *
     * @param recipes how each node is updated, [nodes]
     * @param learningRates rate of this update, [nodes]; NaN for a node that stays as it is
     * @param norms norm of each node's whole gradient, [nodes]
     */
    public static ShardUpdate of(
            List<OptimizerRecipe> recipes,
            double[] learningRates,
            List<Double> norms,
            ShardCut cut,
            List<ModelSpec> specs) {
        List<AdamW> optimizers = new ArrayList<>();
        double[] scales = new double[specs.size()];
        for (int node = 0; node < scales.length; node++) {
            optimizers.add(new AdamW(recipes.get(node), matrices(specs.get(node))));
            scales[node] = GradientNorm.scale(norms.get(node), recipes.get(node).clipNorm());
        }
        return new ShardUpdate(optimizers, scales, learningRates, cut);
    }

    private static List<FlatRange> matrices(ModelSpec spec) {
        return spec.trained().stream()
                .filter(Parameter::isMatrix)
                .map(parameter -> new FlatRange(parameter.offset(), parameter.offset() + parameter.size()))
                .toList();
    }

    /** The shard after the update; the given one is left as it is. */
    StateShard apply(StateShard shard, ReducedShard gradient) {
        return apply(shard, shard.values().copy(), gradient);
    }

    /** The shard after the update, in the arrays of the given one. */
    StateShard applyInPlace(StateShard shard, ReducedShard gradient) {
        return apply(shard, shard.take(), gradient);
    }

    private StateShard apply(StateShard shard, OptimizerShard values, ReducedShard gradient) {
        int node = cut.node(shard.index());
        if (Double.isNaN(learningRates[node])) {
            return new StateShard(shard.index(), shard.updates(), values);
        }
        long number = shard.updates() + 1;
        AdamW.Update update = new AdamW.Update(Math.toIntExact(number), learningRates[node], scales[node]);
        optimizers.get(node).updateInPlace(values, gradient.values(), update);
        return new StateShard(shard.index(), number, values);
    }
}
