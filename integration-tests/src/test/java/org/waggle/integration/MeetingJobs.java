package org.waggle.integration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Small jobs that meet others in a folder.
 *
 * @param folder of the test's: recipe, keys
 * @param recipe file of the recipe that all jobs have
 * @param meeting where they meet
 */
record MeetingJobs(Path folder, String recipe, String meeting) {
    private static final String EXCHANGE = """
            exchange:
              type: meet
              draw: uniform
              external: 3
              limit: 8
              off-policy: none
              publish-logp: false
              path: nowhere
              swarm: bees
              identity: identity.pem
              trust: any
              staleness-seconds: 3600
              unverifiable: refuse
              limits:
                file-bytes: 65536
                groups: 16
                completions: 8
                text-bytes: 1024
                clock-seconds: 60
                quarantine-bytes: 1048576
              mute:
                after: 20
                benefit: -1e300
                rounds: 20
              replay: ""

            phases:
            """;

    /** Jobs with the recipe {@code tiny.yaml}. */
    static MeetingJobs in(Path folder, String meeting) throws IOException {
        String tiny = Files.readString(Path.of(Waggle.tiny(folder)));
        Path recipe = Files.writeString(folder.resolve("meet.yaml"), tiny.replace("phases:\n", EXCHANGE));
        return new MeetingJobs(folder, recipe.toString(), meeting);
    }

    /** What a job is started with. */
    String[] command(String run, int seed, String... more) {
        String name = Path.of(run).getFileName().toString();
        return Stream.concat(
                        List.of(
                                "train",
                                recipe,
                                "--run",
                                run,
                                "--set",
                                "seed=" + seed,
                                "--set",
                                "exchange.path=" + meeting,
                                "--set",
                                "exchange.identity=" + folder.resolve(name + ".pem"))
                                .stream(),
                        Stream.of(more))
                .toArray(String[]::new);
    }
}
