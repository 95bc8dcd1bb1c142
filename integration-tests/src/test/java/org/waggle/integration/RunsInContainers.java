package org.waggle.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The image that {@code deploy/Dockerfile} made, as locked down as a pod: {@code mvn verify -Pcontainers
 * -Dwaggle.image=waggle:0.1.0}.
 */
class RunsInContainers {
    private static final String IMAGE = System.getProperty("waggle.image", "waggle:0.1.0");

    @BeforeAll
    static void thereIsAnImage() {
        Waggle.Outcome said = Program.run(List.of("docker", "image", "inspect", IMAGE));
        assertThat(said.code())
                .as(
                        "There is no image %s (start Docker, and build it: deploy/Dockerfile says how): %s",
                        IMAGE, said.err())
                .isZero();
    }

    @Test
    void theCommandLineAnswers() {
        Waggle.Outcome said = inContainer("waggle", "--help");

        assertThat(said.code()).as(said.err()).isZero();
        assertThat(said.out()).contains("Usage: waggle");
    }

    @Test
    void aRunNeedsNeitherRootNorNetworkNorAWritableImage() {
        Waggle.Outcome said = inContainer(
                "waggle",
                "train",
                "/opt/waggle/recipes/arithmetic-grpo.yaml",
                "--master",
                "local[2]",
                "--run",
                "/tmp/run",
                "--set",
                "phases.warm-up.steps=1",
                "--set",
                "phases.grpo.steps=1");

        assertThat(said.code()).as(said.out() + said.err()).isZero();
        assertThat(said.out()).contains("step 2/2 grpo", "Done: arithmetic-grpo, 2 steps");
    }

    @Test
    void thereIsNoCompilerAndNothingOfOursCanBeChanged() {
        Waggle.Outcome said = inContainer(
                "bash",
                "-c",
                "id -u; for c in gcc cc javac; do command -v $c; done; find /opt/waggle /opt/spark/jars -perm /022 -not -type l");

        assertThat(said.out().strip()).isEqualTo("185");
    }

    /** A driver or executor in a pod of the chart is held no looser. */
    private static Waggle.Outcome inContainer(String... command) {
        List<String> all = new ArrayList<>(List.of("docker", "run", "--rm", "--read-only", "--tmpfs", "/tmp:exec"));
        all.addAll(List.of("--cap-drop", "ALL", "--security-opt", "no-new-privileges"));
        // Java asks for the address of its own name.
        all.addAll(List.of("--network", "none", "--hostname", "localhost", IMAGE));
        all.addAll(List.of(command));
        return Program.run(all);
    }
}
