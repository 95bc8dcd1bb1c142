package org.waggle.driver.state;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;

/**
 * The policies of all nodes at one version: immutable RDDs whose partition {@code node · shards + shard} is one shard
 * of one node. Central training is a swarm of one node.
 *
 * @param version updates that the weights have seen since the run began
 * @param momentUpdates updates that the moments have seen since the phase began
 * @param weights in the type that computing needs; what rollout and gradient gather
 * @param optimizer float32 master weights and moments
 * @param reference weights of the reference policy, if the phase has one
 */
public record Policies(
        long version,
        long momentUpdates,
        JavaRDD<WeightShard> weights,
        JavaRDD<StateShard> optimizer,
        Optional<JavaRDD<WeightShard>> reference) {

    /** The same policies with a reference. */
    public Policies withReference(Optional<JavaRDD<WeightShard>> other) {
        return new Policies(version, momentUpdates, weights, optimizer, other);
    }

    /** Tells one reference from another within a session; 0 if there is none. */
    public long referenceVersion() {
        return reference.map(weights -> (long) weights.id()).orElse(0L);
    }

    /** What the gradient of an objective gathers: the policy, and the reference if there is one. */
    public List<JavaRDD<WeightShard>> withReferenceWeights() {
        List<JavaRDD<WeightShard>> models = new ArrayList<>(List.of(weights));
        reference.ifPresent(models::add);
        return models;
    }
}
