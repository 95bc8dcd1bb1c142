package org.waggle.driver.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.waggle.common.swarm.Identity;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code waggle swarm-key}: the public key that peers list to trust a job. */
@Command(
        name = "swarm-key",
        description = {
            "Prints the public key of a job that meets others in a folder.",
            "It is for the lists of those who trust the job; after # stands the name by",
            "which they know it. Makes the file if there is none; its private half must",
            "stay with its owner."
        },
        footer = {"", "Example:", "  waggle swarm-key ~/.waggle/identity.pem >> trusted-keys.txt"})
final class SwarmKeyCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "The file that the recipe has as exchange.identity.")
    private Path file = Path.of("");

    @Override
    public Integer call() {
        Identity identity = Identity.in(file);
        System.out.println(identity.key().hex() + "  # " + identity.key().fingerprint());
        return 0;
    }
}
