package org.waggle.integration;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The image by itself: {@code mvn verify -Pcontainers -Dwaggle.image=waggle:0.1.0}. */
class RunsInContainers {
    @BeforeAll
    static void thereIsAnImage() {
        Containers.thereIsAnImage();
    }

    @Test
    void theCommandLineAnswers() {
        assertThat(Containers.output("waggle", "--help")).contains("Usage: waggle");
    }

    @Test
    void aRunNeedsNeitherRootNorNetworkNorAWritableImage() {
        String said = Containers.output(
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

        assertThat(said).contains("step 2/2 grpo", "Done: arithmetic-grpo, 2 steps");
    }

    @Test
    void thereIsNoCompilerAndNothingOfOursCanBeChanged() {
        String said = Containers.output(
                "bash",
                "-c",
                "id -u; for c in gcc cc javac; do command -v $c || true; done; find /opt/waggle /opt/spark/jars -perm /022 -not -type l");

        assertThat(said.strip()).isEqualTo("185");
    }
}
