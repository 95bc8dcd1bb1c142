package org.waggle.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waggle.integration.component.Faults;

/**
 * One and the same command begins a run, goes on with it whenever its driver was killed, and does nothing at its end.
 */
class AutoResumeIT {
    private static final int LAST = 7;

    @TempDir
    private Path folder;

    @Test
    void theSameCommandAgainAndAgainFinishesTheRun() throws Exception {
        String recipe = Waggle.tiny(folder);
        RunFiles expected = Waggle.trained(recipe, folder.resolve("expected"));
        RunFiles run = new RunFiles(folder.resolve("run"));
        String[] command = {
            "train", recipe, "--resume", "auto", "--run", run.root().toString()
        };

        Faults.plant(folder, "gradient-2", Faults.Kind.PAUSE);
        Faults.plant(folder, "gradient-5", Faults.Kind.PAUSE);
        kill(Faults.paused(folder, "gradient-2"), command);
        kill(Faults.paused(folder, "gradient-5"), command);
        diedElsewhere(run.root());
        Waggle.Outcome last = Waggle.spark("local[2]", command);
        Waggle.Outcome again = Waggle.spark("local[2]", command);

        assertThat(last.code()).as(last.err()).isZero();
        assertThat(last.out()).contains("going on after step 4 of 7 steps");
        assertThat(run.model(LAST)).isEqualTo(expected.model(LAST));
        assertThat(run.ledger()).isEqualTo(expected.ledger());
        assertThat(Waggle.run("audit", run.root().toString()).code()).isZero();
        assertThat(again.code()).as(again.err()).isZero();
        assertThat(again.out()).contains("Already finished: tiny, 7 steps; nothing was left to do.");
    }

    private void kill(Path when, String... command) throws Exception {
        try (WaggleProcess process = WaggleProcess.start(folder, command)) {
            process.await(when).kill();
        }
    }

    /** As if the driver's machine were another one, whose silence is almost over. */
    private static void diedElsewhere(Path run) throws Exception {
        FileTime then = FileTime.from(Instant.now().minusSeconds(57));
        for (String file : new String[] {"epoch-000002", "heartbeat-000002"}) {
            Path path = run.resolve("lease").resolve(file);
            Files.writeString(
                    path, Files.readString(path).replaceFirst("\"machine\" : \"[^\"]*\"", "\"machine\" : \"x\""));
            Files.setLastModifiedTime(path, then);
        }
    }

    @Test
    void anotherRecipeIsRefused() throws Exception {
        String recipe = Waggle.tiny(folder);
        String run = Waggle.trained(recipe, folder.resolve("run")).root().toString();

        Waggle.Outcome outcome = Waggle.run("train", recipe, "--resume", "auto", "--run", run, "--seed", "2");

        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err())
                .isEqualTo("waggle: Cannot go on in " + run
                        + ": its recipe differs from the one given (give the same, or choose another --run)\n");
    }
}
