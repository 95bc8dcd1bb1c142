package org.waggle.driver.run;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.fs.Path;
import org.waggle.common.checkpoint.CheckpointStore;
import org.waggle.common.checkpoint.Manifest;
import org.waggle.common.checkpoint.RunFolder;
import org.waggle.common.checkpoint.SeriesFolder;
import org.waggle.common.checkpoint.Storage;
import org.waggle.common.failure.RunException;
import org.waggle.common.recipe.PromptRecipe;
import org.waggle.common.recipe.Recipe;

/**
 * Finds things in run folders for commands that read them.
 *
 * @param storage Hadoop's file systems
 */
public record RunFolders(Storage storage) {
    /** One of them is in the folder of a model, or of an adapter. */
    private static final Set<String> CONFIGURATIONS = Set.of(ModelFolder.CONFIG, AdapterConfig.FILE);

    /** The folder of a run's samples; refuses a run that has none. */
    public String rollouts(String run) {
        Path folder = open(run).rollouts();
        if (!storage.exists(folder)) {
            throw RunException.input(
                    "Cannot read %s: there is no such folder (the run has not sampled anything yet)", folder);
        }
        return folder.toString();
    }

    /** Where a run, if this is one, keeps the problems that it read. */
    public Path data(String source) {
        return meant(source).data();
    }

    /** True of the folder of a run, or of a series with a promoted one. */
    public boolean isRun(String source) {
        return storage.exists(meant(source).recipe());
    }

    /** The folder of a run; of a series its promoted one. */
    public RunFolder open(String run) {
        RunFolder folder = meant(run);
        if (!storage.exists(folder.recipe())) {
            throw RunException.input("Cannot read %s: %s", run, lack(folder));
        }
        return folder;
    }

    private String lack(RunFolder folder) {
        return storage.exists(folder.root())
                ? "it holds no run: recipe.yaml is missing (evaluate takes a model where --task or --recipe says what to ask)"
                : "there is no such folder";
    }

    /** Folders of all runs that are there: of a series each of its own, else that of {@link #open}. */
    public List<RunFolder> all(String source) {
        SeriesFolder series = new SeriesFolder(storage.qualified(source));
        List<RunFolder> runs = series.runs(storage).stream()
                .map(series::run)
                .filter(run -> storage.exists(run.recipe()))
                .toList();
        return runs.isEmpty() ? List.of(open(source)) : runs;
    }

    private RunFolder meant(String source) {
        SeriesFolder series = new SeriesFolder(storage.qualified(source));
        return series.promoted(storage)
                .map(promoted -> series.run(promoted.run()))
                .orElseGet(() -> new RunFolder(series.root()));
    }

    /** The resolved recipe of a run, as text. */
    public String recipe(String run) {
        return new String(storage.read(open(run).recipe()), StandardCharsets.UTF_8);
    }

    /**
     * The folder of a model: of a run's checkpoint, or the given folder if that is one in Hugging Face layout.
     *
     * @param source a run or a model's folder
     */
    public Path modelFolder(String source, ModelChoice choice) {
        Path folder = storage.qualified(source);
        return isModel(folder) && !choice.isMade()
                ? folder
                : modelFolder(new CheckpointStore(storage, open(source).checkpoints()), choice);
    }

    private static Path modelFolder(CheckpointStore store, ModelChoice choice) {
        Manifest manifest = choice.checkpoint() == null
                ? store.latest()
                        .orElseThrow(() -> RunException.input("Cannot read %s: it has no checkpoint yet", store.root()))
                : store.at(choice.checkpoint());
        Path checkpoint = store.folder(manifest.step());
        List<String> nodes = models(manifest);
        if (nodes.isEmpty()) {
            throw RunException.input("Cannot read checkpoint %s: it has no model", checkpoint);
        }
        String model = choice.node() == null ? nodes.get(0) : choice.node();
        if (!nodes.contains(model)) {
            throw RunException.input("Invalid --node: %s (must be one of %s)", model, String.join(", ", nodes));
        }
        store.verify(manifest, model);
        return new Path(checkpoint, model);
    }

    /** Names of the nodes in a checkpoint: each has a folder. */
    private static List<String> models(Manifest manifest) {
        return manifest.files().stream()
                .map(file -> new Path(file.path()))
                .filter(path -> CONFIGURATIONS.contains(path.getName()))
                .map(path -> path.getParent().toString())
                .distinct()
                .toList();
    }

    /** The model of {@link #modelFolder}, which is given prompts as a recipe says of the node. */
    public Model model(String source, ModelChoice choice, Recipe recipe) {
        Path folder = modelFolder(source, choice);
        return new ModelFolder(storage, folder).model("policy", recipe.prompts(folder.getName()));
    }

    /** The model of {@link #modelFolder}, which is given prompts as it is said. */
    public Model model(String source, ModelChoice choice, PromptRecipe prompts) {
        return new ModelFolder(storage, modelFolder(source, choice)).model("policy", prompts);
    }

    private boolean isModel(Path folder) {
        return CONFIGURATIONS.stream().anyMatch(name -> storage.exists(new Path(folder, name)));
    }
}
