package org.waggle.driver.spark;

import org.apache.spark.Partitioner;

/** Sends a record to the partition that its integer key names. */
public final class IndexPartitioner extends Partitioner {
    private final int partitions;

    /** A partitioner for keys from 0 to {@code partitions} - 1. */
    public IndexPartitioner(int partitions) {
        this.partitions = partitions;
    }

    @Override
    public int numPartitions() {
        return partitions;
    }

    @Override
    public int getPartition(Object key) {
        return (Integer) key;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof IndexPartitioner partitioner && partitioner.partitions == partitions;
    }

    @Override
    public int hashCode() {
        return partitions;
    }
}
