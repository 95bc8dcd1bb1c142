package org.waggle.driver.state;

import java.io.Serializable;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.waggle.executor.policy.ModelSpec;

/**
 * How the flat vectors of all nodes are cut: shard {@code node · shards + i} is the i-th of equal runs of its node's
 * vector, the last ones shorter or empty.
 *
 * @param parameters number of parameters of each node, [nodes]
 * @param shards shards of each node
 */
public record ShardCut(long[] parameters, int shards) implements Serializable {
    /** The cut of models. */
    public static ShardCut of(List<ModelSpec> specs, int shards) {
        return new ShardCut(specs.stream().mapToLong(ModelSpec::parameters).toArray(), shards);
    }

    /** Node of a shard. */
    public int node(int shard) {
        return shard / shards;
    }

    /** Place of a shard among those of its node. */
    public int inNode(int shard) {
        return shard % shards;
    }

    /** The shards of a node. */
    public Stream<Integer> shardsOf(int node) {
        return IntStream.range(node * shards, (node + 1) * shards).boxed();
    }

    /** True for the first shard of a node. */
    public boolean isFirst(int shard) {
        return shard % shards == 0;
    }

    /** Index of the shard's first value in its node's vector. */
    public long from(int shard) {
        return Math.min(shard % shards * run(shard), parameters[node(shard)]);
    }

    /** Number of values of the shard. */
    public int length(int shard) {
        return Math.toIntExact(Math.min(from(shard) + run(shard), parameters[node(shard)]) - from(shard));
    }

    private long run(int shard) {
        return (parameters[node(shard)] + shards - 1) / shards;
    }
}
