package org.waggle.driver.cli;

import java.util.concurrent.Callable;
import org.waggle.common.checkpoint.RunFolder;
import org.waggle.common.checkpoint.Storage;
import org.waggle.driver.run.Reports;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code waggle report}: writes the report of a run, finished or not. */
@Command(
        name = "report",
        description = {"Writes report.html into a run's folder, from what lies there.", "The run may still be going on."
        })
final class ReportCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "RUN", description = "Folder of the run.")
    private String run = "";

    @Override
    public Integer call() {
        Storage storage = Storages.open();
        RunFolder folder = Storages.folders().open(run);
        Reports.write(storage, folder, Reports.lines(storage, folder));
        System.out.println(Storage.shown(folder.report()));
        return 0;
    }
}
