package org.waggle.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user applies to a real cluster: {@code mvn verify -Pkubernetes}; {@link Kubectl} says what must be there. */
class RunsOnKubernetes {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String[] SHORT = {
        "--set", "phases.warm-up.steps=3", "--set", "phases.grpo.steps=2", "--set", "checkpoints.every=2"
    };

    private static Kubectl kubectl = new Kubectl("", "");

    @TempDir
    private Path folder;

    @BeforeAll
    static void cluster() {
        kubectl = Kubectl.open();
    }

    @Test
    void anApplicationTrainsToItsEndInPodsThatMayDoNothing() throws IOException {
        ObjectNode resource = ClusterRun.resource(kubectl, "spark-application.yaml", "it-application");
        ClusterRun.add(resource, SHORT);
        ClusterRun run = ClusterRun.start(kubectl, folder, resource);

        Kubectl.await("executors run", PATIENCE, () -> run.pods("executor").size() == 2);
        for (String role : List.of("driver", "executor")) {
            String pod = run.pods(role).get(0);
            assertThat(kubectl.attempt("exec", pod, "--", "bash", "-c", "id -u; cat /proc/1/status")
                            .out())
                    .startsWith("185\n")
                    .contains("CapEff:\t0000000000000000", "NoNewPrivs:\t1", "Seccomp:\t2");
            assertThat(kubectl.attempt("exec", pod, "--", "touch", "/opt/waggle/x")
                            .err())
                    .contains("Read-only file system");
        }
        assertThat(run.ended()).as(run.log()).isEqualTo("COMPLETED");
        assertThat(run.log()).contains("step 5/5 grpo", "Done: arithmetic-grpo, 5 steps");
        assertThat(run.audit()).isEqualTo("clean");
    }
}
