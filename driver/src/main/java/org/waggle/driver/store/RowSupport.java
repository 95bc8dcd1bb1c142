package org.waggle.driver.store;

import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.io.api.RecordConsumer;
import org.jspecify.annotations.Nullable;

/** Tells Parquet's writer of the schema and hands it the rows. */
final class RowSupport extends WriteSupport<RolloutRow> {
    private @Nullable RowConsumer consumer;

    /** Deprecated, yet abstract. */
    @Override
    @SuppressWarnings("deprecation")
    public WriteContext init(Configuration configuration) {
        return new WriteContext(RolloutTable.SCHEMA, Map.of());
    }

    @Override
    public void prepareForWrite(RecordConsumer out) {
        consumer = new RowConsumer(out);
    }

    @Override
    public void write(RolloutRow row) {
        if (consumer == null) {
            throw new IllegalStateException("prepareForWrite comes first");
        }
        row.write(consumer);
    }
}
