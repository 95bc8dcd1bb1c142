package org.waggle.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs of the recipe {@code tiny.yaml} on clusters that a test disturbs; each must leave behind what a run left that
 * nobody disturbed, to the last byte, and a history without a fault.
 *
 * @param folder of the test's; each run has a folder in it
 * @param recipe path of the recipe
 * @param expected what the undisturbed run left
 */
record DisturbedRuns(Path folder, String recipe, RunFiles expected) {
    /** Last step of the recipe. */
    static final int LAST = 7;

    /** Begins with the undisturbed run, in one process. */
    static DisturbedRuns in(Path folder) throws IOException {
        String recipe = Waggle.tiny(folder);
        return new DisturbedRuns(folder, recipe, Waggle.trained(recipe, folder.resolve("expected")));
    }

    /** What a run has left. */
    RunFiles run(String name) {
        return new RunFiles(folder.resolve(name));
    }

    /** The command of a run. */
    String[] command(String name, List<String> options) {
        List<String> command = new ArrayList<>(
                List.of("train", recipe, "--run", run(name).root().toString()));
        command.addAll(options);
        return command.toArray(String[]::new);
    }

    /** Trains with a driver in this JVM, and asserts that the disturbance didn't show. */
    Waggle.Outcome train(String name, List<String> options) throws IOException {
        return unharmed(name, Waggle.run(command(name, options)));
    }

    /** Asserts that a run ended as if nobody had disturbed it. */
    Waggle.Outcome unharmed(String name, Waggle.Outcome outcome) throws IOException {
        assertThat(outcome.code()).as(outcome.err()).isZero();
        RunFiles run = run(name);
        assertThat(run.model(LAST)).isEqualTo(expected.model(LAST));
        assertThat(run.ledger()).isEqualTo(expected.ledger());
        assertThat(run.rollouts()).isEqualTo(expected.rollouts());
        Waggle.Outcome audit = Waggle.run("audit", run.root().toString());
        assertThat(audit.code()).as(audit.out()).isZero();
        return outcome;
    }
}
