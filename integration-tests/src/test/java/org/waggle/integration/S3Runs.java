package org.waggle.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Options.CreateFileOptionKeys;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waggle.common.checkpoint.Storage;
import org.waggle.integration.component.Faults;

/** On an object store, where nothing can be renamed or appended to. {@code -Dwaggle.s3=PYTHON} runs it. */
class S3Runs extends StorageContract {
    @TempDir
    private static Path folder;

    private static S3Server server;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        server = S3Server.start(System.getProperty("waggle.s3", "python3"), folder);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Override
    String runs() {
        return S3Server.BUCKET + "/runs";
    }

    @Override
    Configuration configuration() {
        return server.configuration();
    }

    @Test
    void ofTwoWritersOfOneFileOneIsTold() throws IOException {
        org.apache.hadoop.fs.Path file = new org.apache.hadoop.fs.Path(run().root(), "once");

        assertThat(storage()
                        .fileSystem(file)
                        .hasPathCapability(file, CreateFileOptionKeys.FS_OPTION_CREATE_CONDITIONAL_OVERWRITE))
                .isTrue();
        assertThat(storage().putOnce(file, new byte[] {1})).isTrue();
        assertThat(storage().putOnce(file, new byte[] {2})).isFalse();
        assertThat(storage().read(file)).containsExactly(1);
    }

    @Test
    void aRunOnAnObjectStoreThatFailsGoesOnToTheBitsOfOneOnTheDisk() throws IOException {
        String recipe = Waggle.tiny(folder);
        RunFiles expected = Waggle.trained(recipe, folder.resolve("expected"));
        String run = runs() + "/tiny";
        Faults.plant(folder, "gradient-5", Faults.Kind.THROW);

        Waggle.Outcome failed = Waggle.faulty(folder, "local[2]", with("train", recipe, "--run", run));
        assertThat(failed.err()).startsWith("waggle: ").contains("planted at gradient-5");
        Waggle.Outcome resumed = Waggle.spark("local[2]", with("train", "--resume", run));
        assertThat(resumed.code()).as(resumed.err()).isZero();
        assertThat(resumed.out()).contains("step 5/7").doesNotContain("step 4/7");

        byte[] model = new Storage(configuration())
                .read(new org.apache.hadoop.fs.Path(run, "checkpoints/step-000007/policy/model.safetensors"));
        assertThat(model).isEqualTo(expected.model(7));
    }

    private static String[] with(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        server.settings()
                .forEach((key, value) -> all.addAll(List.of("--conf", "spark.hadoop.%s=%s".formatted(key, value))));
        return all.toArray(String[]::new);
    }
}
