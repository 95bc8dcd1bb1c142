package org.waggle.driver.stage;

import java.io.Serializable;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Function;
import org.apache.spark.broadcast.Broadcast;
import org.waggle.common.recipe.AdapterRecipe.Lora;
import org.waggle.common.recipe.EngineRecipe;
import org.waggle.driver.spark.TaskGpus;
import org.waggle.driver.state.NodeModels;
import org.waggle.driver.state.WeightPieces;
import org.waggle.driver.state.WeightShard;
import org.waggle.executor.engine.ComputeSettings;
import org.waggle.executor.engine.Libtorch;
import org.waggle.executor.engine.ParameterLayout;
import org.waggle.executor.engine.WeightSource;
import org.waggle.executor.policy.InitialWeights;
import org.waggle.executor.policy.ModelSpec;
import org.waggle.executor.policy.OpenPolicy;
import org.waggle.executor.policy.PolicyCache;
import org.waggle.executor.policy.PolicyKey;

/**
 * Opens a policy inside a task from the shards that the all-gather offers, once for each JVM and version.
 *
 * @param nodes models of the nodes
 * @param run unique for each start of a driver
 * @param model what is gathered: {@code policy} or {@code reference}
 * @param version updates that the weights have seen
 * @param engine how the policy computes
 */
record PolicyGather(Broadcast<NodeModels> nodes, String run, String model, long version, EngineRecipe engine)
        implements Serializable {

    /** Gathers the policies of a version. */
    static PolicyGather of(RunContext context, String model, long version) {
        return new PolicyGather(context.nodes(), context.run(), model, version, context.engine());
    }

    /** Works with the policy of a node. */
    <R> R use(int node, Iterable<WeightShard> shards, Function<OpenPolicy, R> work) {
        return PolicyCache.shared()
                .use(new PolicyKey(run, model, node, version, isAdapted(node)), () -> open(node, source(shards)), work);
    }

    private boolean isAdapted(int node) {
        return nodes.value().specs().get(node).adapter() instanceof Lora;
    }

    /** Works with what the adapter of a node is added to, and those of all nodes with the same base. */
    <R> R useBase(int node, Function<OpenPolicy, R> work) {
        ModelSpec spec = nodes.value().specs().get(node);
        InitialWeights weights = nodes.value().bases().get(node);
        int first = nodes.value().bases().indexOf(weights);
        return PolicyCache.shared()
                .use(
                        new PolicyKey(run, "base", first, 0, false),
                        () -> OpenPolicy.of(
                                spec,
                                settings(),
                                new WeightPieces(
                                        weights,
                                        ParameterLayout.of(spec.shape()).size(),
                                        engine.precision())),
                        work);
    }

    private OpenPolicy open(int node, WeightSource source) {
        ModelSpec spec = nodes.value().specs().get(node);
        return spec.adapter() instanceof Lora lora
                ? useBase(node, base -> base.adapted(spec, lora, source))
                : OpenPolicy.of(spec, settings(), source);
    }

    private static WeightSource source(Iterable<WeightShard> shards) {
        return sink -> shards.forEach(shard -> shard.giveTo(sink));
    }

    private ComputeSettings settings() {
        return ComputeSettings.of(engine, gpu());
    }

    /** The GPU that this task computes on; empty if Spark gave it none, or one that libtorch can't use. */
    static OptionalInt gpu() {
        List<String> addresses = TaskGpus.addresses();
        if (addresses.isEmpty()) {
            return OptionalInt.empty();
        }
        int address = Integer.parseInt(addresses.get(0));
        return address < Libtorch.loaded().gpus() ? OptionalInt.of(address) : OptionalInt.empty();
    }
}
