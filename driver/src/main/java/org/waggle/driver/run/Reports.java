package org.waggle.driver.run;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.waggle.common.checkpoint.RunFolder;
import org.waggle.common.checkpoint.Storage;
import org.waggle.common.recipe.RecipeReader;
import org.waggle.driver.metrics.MetricsFile;
import org.waggle.driver.metrics.MetricsLine;
import org.waggle.driver.report.ReportData;
import org.waggle.driver.report.ReportPage;

/** The report of a run, from what lies in its folder. */
public final class Reports {
    private Reports() {}

    /** Metrics of a run; none before its first step. */
    public static List<MetricsLine> lines(Storage storage, RunFolder folder) {
        if (!storage.exists(folder.metrics())) {
            return List.of();
        }
        String text = new String(storage.read(folder.metrics()), StandardCharsets.UTF_8);
        return MetricsFile.parse(folder.metrics().toString(), text);
    }

    /** Writes {@code report.html}. */
    public static void write(Storage storage, RunFolder folder, List<MetricsLine> lines) {
        String recipe = new String(storage.read(folder.recipe()), StandardCharsets.UTF_8);
        String name = RecipeReader.name(folder.recipe().toString(), recipe);
        String node = lines.isEmpty() ? "" : lines.get(0).node();
        String placement = storage.exists(folder.placement())
                ? new String(storage.read(folder.placement()), StandardCharsets.UTF_8)
                : "";
        ReportData data = new ReportData(name, recipe, placement, lines, SampleRows.read(storage, folder, node));
        storage.replace(folder.report(), ReportPage.html(data).getBytes(StandardCharsets.UTF_8));
    }
}
