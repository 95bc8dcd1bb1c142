package org.waggle.driver.run;

import java.nio.charset.StandardCharsets;
import org.apache.hadoop.fs.Path;
import org.waggle.common.checkpoint.Storage;
import org.waggle.common.checkpoint.WeightFiles;
import org.waggle.common.checkpoint.WeightFilesWriter;
import org.waggle.common.failure.RunException;
import org.waggle.driver.state.FloatBytes;
import org.waggle.driver.state.StoredWeights;
import org.waggle.executor.engine.DecoderPolicy;
import org.waggle.executor.policy.OpenPolicy;

/**
 * A model as a folder in Hugging Face layout, in float32.
 *
 * @param storage Hadoop's file systems
 * @param folder the folder, which is made
 */
public record ModelExport(Storage storage, Path folder) {
    private static final long PIECE = 1 << 22;

    /** Refuses a folder that is there already. */
    public void check() {
        if (storage.exists(folder)) {
            throw RunException.input(
                    "Cannot write %s: it exists (choose another folder, or remove it)", Storage.shown(folder));
        }
    }

    /** Writes an open model; an adapter is part of its weights. */
    public void write(OpenPolicy model) {
        DecoderPolicy policy = model.policy();
        long size = policy.layout().size();
        try (WeightFilesWriter writer = WeightFilesWriter.create(
                storage,
                folder,
                WeightFiles.MODEL,
                StoredWeights.tensors(policy.layout().parameters()),
                WeightFilesWriter.LARGEST_FILE_BYTES)) {
            for (long from = 0; from < size; from += PIECE) {
                float[] values = new float[(int) Math.min(PIECE, size - from)];
                policy.slice(from, from + values.length).get(values);
                writer.write(FloatBytes.of(values));
            }
            writer.finish();
        }
        ModelFolder.whole(model.spec())
                .forEach(
                        (name, text) -> storage.replace(new Path(folder, name), text.getBytes(StandardCharsets.UTF_8)));
    }
}
