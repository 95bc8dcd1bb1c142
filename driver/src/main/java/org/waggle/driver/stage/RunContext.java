package org.waggle.driver.stage;

import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.storage.StorageLevel;
import org.waggle.common.data.Precision;
import org.waggle.common.data.Seed;
import org.waggle.common.recipe.EngineRecipe;
import org.waggle.common.recipe.GradientTransport;
import org.waggle.common.recipe.NodeRecipe;
import org.waggle.common.recipe.PhaseRecipe;
import org.waggle.common.recipe.Recipe;
import org.waggle.common.spi.Component;
import org.waggle.common.spi.Task;
import org.waggle.driver.spark.GatherRdd;
import org.waggle.driver.state.Handover;
import org.waggle.driver.state.NodeModels;
import org.waggle.driver.state.ShardCut;
import org.waggle.executor.guard.Guarded;
import org.waggle.executor.policy.ModelSpec;

/**
 * What every stage of a run knows.
 *
 * @param spark the session
 * @param recipe the resolved recipe
 * @param run unique for each start of a driver
 * @param nodes the models of the nodes, in their order
 * @param stop whether somebody wishes to stop
 */
public record RunContext(
        JavaSparkContext spark, Recipe recipe, String run, Broadcast<NodeModels> nodes, StopSignal stop) {
    /** How the work is cut up. */
    public EngineRecipe engine() {
        return recipe.engine();
    }

    /** How gradient lanes and shards of all nodes are numbered. */
    public GatherRdd.Lanes lanes() {
        return new GatherRdd.Lanes(specs().size(), engine().lanes(), engine().shards());
    }

    /** How rollout lanes and shards of all nodes are numbered. */
    public GatherRdd.Lanes rolloutLanes() {
        return new GatherRdd.Lanes(specs().size(), engine().rolloutLanes(), engine().shards());
    }

    /** Number of shards of all nodes. */
    public int shards() {
        return specs().size() * engine().shards();
    }

    /** How the models of all nodes are cut into shards. */
    public ShardCut cut() {
        return ShardCut.of(specs(), engine().shards());
    }

    /** The models of the nodes, in their order. */
    public List<ModelSpec> specs() {
        return nodes.value().specs();
    }

    /** Type that the weights of each node travel in, [nodes]. */
    public List<Precision> precisions() {
        return specs().stream()
                .map(spec -> spec.precision(engine().precision()))
                .toList();
    }

    /** Seed of the run. */
    public Seed seed() {
        return new Seed(recipe.seed());
    }

    /** The nodes, in their order. */
    public List<NodeRecipe> nodeRecipes() {
        return List.copyOf(recipe.allNodes().values());
    }

    /** Where the problems of evaluations come from: the same for all nodes. */
    public Guarded<Task> task() {
        return Guarded.of(recipe.task(), engine().componentTimeoutSeconds());
    }

    /** Where a node's training problems come from. */
    public Guarded<Task> task(int node) {
        return Guarded.of(nodeRecipes().get(node).task(), engine().componentTimeoutSeconds());
    }

    /** What a node's training problems follow from. */
    public Seed seed(int node) {
        return new Seed(nodeRecipes().get(node).seed());
    }

    /** Names of the nodes, in their order. */
    public List<String> names() {
        return List.copyOf(recipe.allNodes().keySet());
    }

    /** One of something for each node, [nodes]. */
    public <T> List<T> each(IntFunction<T> of) {
        return IntStream.range(0, specs().size()).mapToObj(of).toList();
    }

    /**
     * A component of a phase.
     *
     * @param axis what it is, for messages: {@code composer}
     */
    public <C extends Component> Guarded<C> guarded(String axis, C component, PhaseRecipe phase) {
        return Guarded.of(axis, component, phase.name(), engine().componentTimeoutSeconds());
    }

    /** Two copies where there are executors to lose, one otherwise. */
    public StorageLevel storage() {
        return spark.isLocal() ? StorageLevel.MEMORY_AND_DISK() : StorageLevel.MEMORY_AND_DISK_2();
    }

    /** Whether a shard may be updated in place: in a single JVM that runs a task once, an old version is of no use. */
    public boolean updatesInPlace() {
        return spark.isLocal() && !spark.master().contains(",");
    }

    /**
     * How gradients stay where they were computed, in a single JVM that runs a task once; empty where they travel, or
     * are rounded as if they did.
     */
    public Optional<Handover> handover() {
        boolean stays = updatesInPlace() && engine().gradientTransport() == GradientTransport.FLOAT32;
        return stays ? Optional.of(Handover.begin()) : Optional.empty();
    }

    /**
     * Names the work that follows in Spark's UI: {@code step 12 · rollout}. Work that somebody wishes to stop doesn't
     * begin.
     */
    public void describe(String what) {
        stop.check();
        spark.sc().setJobDescription(what);
        spark.sc().setCallSite(what);
    }
}
