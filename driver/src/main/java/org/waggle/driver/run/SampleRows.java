package org.waggle.driver.run;

import java.util.List;
import org.waggle.common.checkpoint.RunFolder;
import org.waggle.common.checkpoint.Storage;
import org.waggle.driver.report.ReportData;
import org.waggle.driver.report.Sample;
import org.waggle.driver.report.Samples;
import org.waggle.driver.store.RolloutReader;
import org.waggle.driver.store.RolloutTable;
import org.waggle.driver.store.StoredSample;

/** A few samples of an early, a middle and a late step, for a report. */
final class SampleRows {
    private static final int EACH = 12;

    private SampleRows() {}

    static List<Samples> read(Storage storage, RunFolder folder, String node) {
        RolloutTable table = new RolloutTable(storage, folder.rollouts());
        RolloutReader reader = new RolloutReader(table);
        return ReportData.stepsToShow(table.steps()).stream()
                .map(step -> new Samples(
                        step,
                        node,
                        reader.samples(step, EACH).stream()
                                .map(SampleRows::sample)
                                .toList()))
                .toList();
    }

    private static Sample sample(StoredSample row) {
        double advantage = row.isTrained() ? row.advantage() : Double.NaN;
        return new Sample(row.prompt(), row.completion(), row.answer(), row.reward(), advantage);
    }
}
