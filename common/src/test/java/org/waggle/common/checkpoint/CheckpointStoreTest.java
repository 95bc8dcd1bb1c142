package org.waggle.common.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waggle.common.failure.RunException;

class CheckpointStoreTest {
    private static final String REMEDY = " (remove that folder: then the one before it is taken)";

    @TempDir
    private java.nio.file.Path local;

    private final Storage storage = new Storage(new Configuration());
    private final List<String> warnings = new ArrayList<>();
    private Path root;
    private CheckpointStore store;

    @BeforeEach
    void names() {
        root = new Path(new Path(local.toUri()), "checkpoints");
        local = local.resolve("checkpoints");
        store = new CheckpointStore(storage, root);
    }

    @Test
    void anEmptyFolderHasNoCheckpoint() {
        CheckpointStore none = new CheckpointStore(storage, new Path(root, "none"));

        assertThat(none.list()).isEmpty();
        assertThat(none.latest()).isEmpty();
        assertThat(none.latestIntact(warnings::add)).isEmpty();
        assertThat(warnings).isEmpty();
        assertThatThrownBy(() -> none.at(3))
                .isInstanceOf(RunException.class)
                .hasMessage(
                        "Cannot read checkpoint %s/none/step-000003: there is no finished one of that step"
                                + " (finished: none)",
                        root);
    }

    @Test
    void aCommittedCheckpointComesBackAsItWas() {
        Manifest written = save(40);

        assertThat(store.list()).containsExactly(written);
        assertThat(store.at(40)).isEqualTo(written);
        assertThat(store.latest()).contains(written);
        assertThat(store.latestIntact(warnings::add)).contains(written);
        assertThat(warnings).isEmpty();
    }

    @Test
    void nothingButTheFilesAndTheManifestIsLeftBehind() {
        save(40);

        assertThat(local.resolve("step-000040").toFile().list())
                .containsExactlyInAnyOrder("manifest.json", "weights.bin", "policy");
    }

    @Test
    void aCopyOfATaskThatIsGivenUpTakesNothingAway() throws IOException {
        Path folder = store.begin(40);
        CheckpointFile file;
        try (CheckpointOutput givenUp = CheckpointOutput.create(storage, folder, "policy/a.bin")) {
            givenUp.write(ByteBuffer.wrap(new byte[] {1}));
            try (CheckpointOutput other = CheckpointOutput.create(storage, folder, "policy/a.bin")) {
                other.write(ByteBuffer.wrap(new byte[] {1, 2}));
                file = other.finish();
            }
        }
        store.commit(manifest(40, List.of(file)));

        assertThat(Files.readAllBytes(local.resolve("step-000040/policy/a.bin")))
                .containsExactly(1, 2);
        assertThat(store.latestIntact(warnings::add)).isPresent();
    }

    @Test
    void whatAKilledTaskWasWritingGoesBeforeTheCheckpointAppears() throws IOException {
        Path folder = store.begin(40);
        try (CheckpointOutput out = CheckpointOutput.create(storage, folder, "policy/a.bin")) {
            CheckpointFile file = out.finish();
            Files.writeString(local.resolve("step-000040/policy/_a.bin.killed"), "half");
            store.commit(manifest(40, List.of(file)));
        }

        assertThat(local.resolve("step-000040/policy").toFile().list()).containsExactly("a.bin");
    }

    @Test
    void aFolderWithoutAManifestIsInvisibleAndReplaced() throws IOException {
        save(20);
        store.begin(40);
        Files.writeString(local.resolve("step-000040/left.bin"), "half");
        assertThat(store.latest()).get().extracting(Manifest::step).isEqualTo(20);

        save(40);

        assertThat(store.latest()).get().extracting(Manifest::step).isEqualTo(40);
        assertThat(local.resolve("step-000040/left.bin")).doesNotExist();
    }

    @Test
    void aMissingFileIsNotCommitted() {
        store.begin(40);
        Manifest manifest = manifest(40, List.of(new CheckpointFile("weights.bin", 3, "00")));

        assertThatThrownBy(() -> store.commit(manifest))
                .isInstanceOf(RunException.class)
                .hasMessage("Cannot read checkpoint %s: weights.bin is missing" + REMEDY, store.folder(40));
        assertThat(store.list()).isEmpty();
    }

    @Test
    void aCutOffFileIsFoundByItsLengthAndTheOneBeforeIsTaken() throws IOException {
        Manifest older = save(20);
        Manifest newer = save(40);
        Files.writeString(local.resolve("step-000040/weights.bin"), "w");

        assertThat(store.latestIntact(warnings::add)).contains(older);
        assertThat(warnings)
                .containsExactly("Cannot read checkpoint " + store.folder(40)
                        + ": weights.bin is damaged: it has 1 bytes, its manifest says 10" + REMEDY);
        assertThatThrownBy(() -> store.verify(newer))
                .isInstanceOf(RunException.class)
                .hasMessage(warnings.get(0));
    }

    @Test
    void ofOneModelNothingElseIsLookedAt() throws IOException {
        Manifest manifest = save(40);
        Files.writeString(local.resolve("step-000040/weights.bin"), "damaged");

        store.verify(manifest, "policy");
        Files.writeString(local.resolve("step-000040/policy/config.json"), "[]");

        assertThatThrownBy(() -> store.verify(manifest, "policy"))
                .isInstanceOf(RunException.class)
                .hasMessageContaining("policy/config.json is damaged");
    }

    @Test
    void aChangedByteIsFoundByItsChecksum() throws IOException {
        Manifest manifest = save(40);
        Files.writeString(local.resolve("step-000040/policy/config.json"), "[]");

        assertThatThrownBy(() -> store.verify(manifest))
                .isInstanceOf(RunException.class)
                .hasMessage(
                        "Cannot read checkpoint %s: policy/config.json is damaged: its checksum differs" + REMEDY,
                        store.folder(40));
        assertThatThrownBy(() -> store.latestIntact(warnings::add))
                .isInstanceOf(RunException.class)
                .hasMessage(
                        "Cannot resume from %s: none of its 1 checkpoints is intact (the newest is step 40; remove that folder to begin the run anew with --resume)",
                        root);
    }

    @Test
    void aTornManifestIsSkippedWithAWarning() throws IOException {
        Manifest older = save(20);
        save(40);
        java.nio.file.Path manifest = local.resolve("step-000040/manifest.json");
        Files.writeString(manifest, Files.readString(manifest).substring(0, 50));

        assertThat(store.latestIntact(warnings::add)).contains(older);
        assertThat(warnings)
                .containsExactly("Cannot read checkpoint " + store.folder(40) + ": its manifest is damaged" + REMEDY);
        assertThatThrownBy(() -> store.at(40)).isInstanceOf(RunException.class).hasMessage(warnings.get(0));
    }

    @Test
    void aManifestOfALaterVersionIsRefusedByName() throws IOException {
        save(40);
        java.nio.file.Path manifest = local.resolve("step-000040/manifest.json");
        Files.writeString(manifest, Files.readString(manifest).replace("\"version\" : 1", "\"version\" : 2"));

        assertThatThrownBy(() -> store.at(40))
                .isInstanceOf(RunException.class)
                .hasMessage(
                        "Cannot read checkpoint %s: its manifest has version 2 (this Waggle reads version 1;"
                                + " use a later one)",
                        store.folder(40));
    }

    @Test
    void pruningKeepsTheNewestTheBestAndWhatIsBeingWritten() {
        for (int step = 10; step <= 50; step += 10) {
            save(step);
        }
        store.begin(35);
        store.begin(60);

        store.prune(2, OptionalInt.of(20));

        assertThat(local.toFile().list())
                .containsExactlyInAnyOrder("step-000020", "step-000040", "step-000050", "step-000060");
    }

    @Test
    void goingBackRemovesLaterCheckpoints() {
        save(10);
        save(20);
        save(30);

        store.cutAfter(10);

        assertThat(local.toFile().list()).containsExactly("step-000010");
    }

    private Manifest save(int step) {
        store.begin(step);
        Manifest manifest = manifest(
                step,
                List.of(
                        store.write(step, "weights.bin", bytes("weights " + step)),
                        store.write(step, "policy/config.json", bytes("{}"))));
        store.commit(manifest);
        return manifest;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Manifest manifest(int step, List<CheckpointFile> files) {
        return new Manifest(
                Manifest.VERSION,
                "r1",
                step,
                2L * step,
                "rl",
                "2026-01-01T00:00:00Z",
                files,
                JsonNodeFactory.instance.objectNode().put("position", 1L << 40).put("name", "é"));
    }
}
