package org.waggle.driver.dataset;

import java.util.Map;
import org.waggle.executor.task.DataFormat;
import org.waggle.executor.task.Dataset;
import org.waggle.executor.task.HeldOut;
import org.waggle.executor.task.Unfit;

/** Datasets as tests want them. */
final class Settings {
    private Settings() {}

    static Dataset of(Map<String, String> columns) {
        return of(columns, Map.of());
    }

    static Dataset of(Map<String, String> columns, Map<String, String> extract) {
        return new Dataset(
                "data.jsonl",
                DataFormat.JSONL,
                columns,
                extract,
                new HeldOut.Share(0.1),
                100,
                Unfit.REFUSE,
                Unfit.REFUSE);
    }
}
