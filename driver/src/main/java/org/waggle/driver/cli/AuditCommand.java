package org.waggle.driver.cli;

import java.util.concurrent.Callable;
import org.waggle.common.checkpoint.RunFolder;
import org.waggle.common.checkpoint.Storage;
import org.waggle.driver.audit.Audit;
import org.waggle.driver.audit.AuditReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code waggle audit}: whether a run is whole, from its files alone. */
@Command(
        name = "audit",
        description = {
            "Checks a run from its files alone, without Spark, also while it goes on.",
            "Checkpoints must be as their checksums say, and ledger, metrics and samples",
            "must agree: no step and no group lost or trained on twice. Exit code 1 says",
            "that something was found."
        },
        footer = {"", "Example:", "  waggle audit runs/arithmetic-grpo --json"})
final class AuditCommand implements Callable<Integer> {
    private static final int FOUND = 1;

    @Parameters(index = "0", paramLabel = "RUN", description = "Folder of the run, or of a series: all of its runs.")
    private String run = "";

    @Option(names = "--json", description = "Writes JSON.")
    private boolean json;

    @Override
    public Integer call() {
        Storage storage = Storages.open();
        boolean isClean = true;
        for (RunFolder folder : Storages.folders().all(run)) {
            AuditReport report = new Audit(storage, folder).run();
            System.out.print(json ? report.json() : report.text());
            isClean &= report.isClean();
        }
        return isClean ? 0 : FOUND;
    }
}
