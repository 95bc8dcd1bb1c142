package org.waggle.driver.cli;

import org.jspecify.annotations.Nullable;
import org.waggle.driver.run.ModelChoice;
import picocli.CommandLine.Option;

/** Which of the models of a run a command works with. */
final class ModelOptions {
    @Option(names = "--checkpoint", paramLabel = "STEP", description = "Checkpoint of the run, instead of its newest.")
    private @Nullable Integer checkpoint;

    @Option(names = "--node", paramLabel = "NAME", description = "Node of the run's swarm, instead of its first.")
    private @Nullable String node;

    ModelChoice choice() {
        return new ModelChoice(checkpoint, node);
    }

    /** The checkpoint that was asked for; 0 if none was. */
    int checkpoint() {
        return checkpoint == null ? 0 : checkpoint;
    }
}
