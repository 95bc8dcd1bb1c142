package org.waggle.common.recipe;

import java.io.Serializable;
import org.waggle.common.data.Doc;
import org.waggle.common.data.Precision;
import org.waggle.common.failure.Check;

/**
 * How the work of a step is cut up. All of it is part of the run's identity: results depend on these numbers and never
 * on how many executors or cores there happen to be.
 */
@Doc("How the work is cut up. Results depend on these numbers and never on how many executors or cores there are.")
public record EngineRecipe(
        @Doc("Lanes that gradient work is cut into; one Spark task each. The unit of reproducibility.")
        int lanes,

        @Doc("Threads of libtorch in each lane.") int threadsPerLane,

        @Doc(
                "Lanes that rollout work is cut into. Few of many threads read the weights less often than many of few; on GPUs one for each.")
        int rolloutLanes,

        @Doc("Threads of libtorch in each rollout lane.") int threadsPerRolloutLane,

        @Doc("Shards that weights, moments and gradients of a model are cut into.")
        int shards,

        @Doc("Type in which gradients travel between lanes and shards; bfloat16 halves the bytes and rounds.")
        GradientTransport gradientTransport,

        @Doc("Sequences that a rollout lane decodes at once.")
        int slots,

        @Doc(
                "Largest number of computed tokens of one forward and backward pass; a prompt counts once for all completions in it.")
        int microBatchTokens,

        @Doc(
                "Computes the activations of each layer again in the backward pass: a third more time, a fraction of the memory.")
        boolean gradientCheckpointing,

        @Doc("Tokens whose logits are held at once in the loss.")
        int headChunkTokens,

        @Doc(
                "Type that models compute in: float32, or bfloat16 with float32 master weights, gradients and moments. A processor without instructions for bfloat16 computes the rounded weights in float32.")
        Precision precision,

        @Doc("Seconds that a component may take for one answer, such as a reward for one group, before the run stops.")
        int componentTimeoutSeconds,

        @Doc(
                "Executors that stages run on: profiles (dynamic allocation: those with GPUs roll out and train, others score), task-profiles (static: tasks that score take no GPU), plain, or auto by what the cluster offers. Results don't depend on it.")
        PlacementRecipe placement)
        implements Serializable {
    /** Checks every range. */
    public EngineRecipe {
        Check.that(lanes >= 1, "lanes", lanes, "must be >= 1");
        Check.that(threadsPerLane >= 1, "threads-per-lane", threadsPerLane, "must be >= 1");
        Check.that(rolloutLanes >= 1, "rollout-lanes", rolloutLanes, "must be >= 1");
        Check.that(threadsPerRolloutLane >= 1, "threads-per-rollout-lane", threadsPerRolloutLane, "must be >= 1");
        Check.that(shards >= 1, "shards", shards, "must be >= 1");
        Check.that(slots >= 4, "slots", slots, "must be >= 4: fewer rows round differently");
        Check.that(microBatchTokens >= 1, "micro-batch-tokens", microBatchTokens, "must be >= 1");
        Check.that(headChunkTokens >= 1, "head-chunk-tokens", headChunkTokens, "must be >= 1");
        Check.that(componentTimeoutSeconds >= 1, "component-timeout-seconds", componentTimeoutSeconds, "must be >= 1");
    }
}
