package org.waggle.integration;

import com.github.dockerjava.api.model.Capability;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.startupcheck.OneShotStartupCheckStrategy;

/** Containers of the image that {@code deploy/Dockerfile} made, held no looser than a pod of the chart. */
final class Containers {
    /** The image. */
    static final String IMAGE = System.getProperty("waggle.image", "waggle:0.1.0");

    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private Containers() {}

    /** Asserts that there is an engine and the image, and says what to do if not. */
    static void thereIsAnImage() {
        Waggle.Outcome said = Program.run(List.of("docker", "image", "inspect", IMAGE));
        if (said.code() != 0) {
            throw new AssertionError("There is no image %s (start Docker, and build it: deploy/Dockerfile says how): %s"
                    .formatted(IMAGE, said.err()));
        }
    }

    /** A container that is not started yet: the image's user, nothing to write but {@code /tmp}, no capability. */
    static GenericContainer<?> lockedDown(String... command) {
        return new GenericContainer<>(IMAGE)
                .withCommand(command)
                .withTmpFs(Map.of("/tmp", "exec"))
                .withCreateContainerCmdModifier(create -> create.getHostConfig()
                        .withReadonlyRootfs(true)
                        .withCapDrop(Capability.ALL)
                        .withSecurityOpts(List.of("no-new-privileges")));
    }

    /** Waits for the end of a container that can reach nobody; one that fails is an error with what it said. */
    static String output(String... command) {
        try (GenericContainer<?> container = lockedDown(command)
                .withNetworkMode("none")
                // Java asks for the address of its own name.
                .withCreateContainerCmdModifier(create -> create.withHostName("localhost"))
                .withStartupCheckStrategy(new OneShotStartupCheckStrategy().withTimeout(PATIENCE))) {
            container.start();
            return container.getLogs();
        }
    }
}
