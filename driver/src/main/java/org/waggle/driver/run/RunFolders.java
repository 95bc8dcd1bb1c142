package org.waggle.driver.run;

import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;
import org.waggle.common.checkpoint.Storage;
import org.waggle.common.failure.RunException;

/** Finds things in run folders for commands that read them. */
public final class RunFolders {
    private RunFolders() {}

    /** The folder of a run's samples; refuses a run that has none. */
    public static String rollouts(String run) {
        Path folder = new Path(run, "rollouts");
        if (!new Storage(new Configuration()).exists(folder)) {
            throw RunException.input(
                    "Cannot read %s: there is no such folder (has the run sampled anything yet?)", folder);
        }
        return folder.toString();
    }

    /**
     * The model of a run's checkpoint, or of a model folder.
     *
     * @param source a run or a folder in Hugging Face layout
     * @param checkpoint step of the checkpoint; null takes the newest
     */
    public static Model model(String source, @Nullable Integer checkpoint) {
        Storage storage = new Storage(new Configuration());
        return new ModelFolder(storage, new Path(source)).model("policy");
    }
}
