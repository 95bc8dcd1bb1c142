package org.waggle.driver.run;

import java.util.List;
import org.waggle.common.checkpoint.RunFolder;
import org.waggle.common.checkpoint.Storage;
import org.waggle.driver.report.Samples;

/** Samples for a report. */
final class SampleRows {
    private SampleRows() {}

    static List<Samples> read(Storage storage, RunFolder folder) {
        return List.of();
    }
}
