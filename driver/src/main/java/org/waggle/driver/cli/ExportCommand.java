package org.waggle.driver.cli;

import java.util.concurrent.Callable;
import org.apache.hadoop.fs.Path;
import org.waggle.common.checkpoint.Storage;
import org.waggle.common.data.Precision;
import org.waggle.common.recipe.PromptRecipe;
import org.waggle.driver.run.ModelExport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code waggle export}: a model of its own, of a run or of an adapter. */
@Command(
        name = "export",
        description = {
            "Writes a model in Hugging Face layout.",
            "In float32 as its run keeps it, whatever that computes in. An adapter is",
            "merged into its base."
        },
        footer = {"", "Example: waggle export runs/smollm2-dpo --out models/smollm2-dpo"})
final class ExportCommand implements Callable<Integer> {
    @Parameters(
            index = "0",
            paramLabel = "RUN|DIR",
            description = "A run (its newest checkpoint is taken), or the folder of an adapter or a model.")
    private String source = "";

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Folder to write; must not exist.")
    private String out = "";

    @Mixin
    private ModelOptions choice = new ModelOptions();

    @Override
    public Integer call() {
        Storage storage = Storages.open();
        Path folder = storage.qualified(out);
        ModelExport export = new ModelExport(storage, folder);
        export.check();
        // The master weights are float32, whatever a run computes in.
        try (LocalModel model = LocalModel.open(
                Storages.folders().model(source, choice.choice(), new PromptRecipe.Plain()), Precision.FLOAT32)) {
            export.write(model.policy());
        }
        System.out.println(Storage.shown(folder));
        return 0;
    }
}
