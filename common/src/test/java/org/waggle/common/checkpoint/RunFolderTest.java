package org.waggle.common.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waggle.common.failure.FailureKind;
import org.waggle.common.failure.RunException;

class RunFolderTest {
    @TempDir
    private java.nio.file.Path local;

    private final Storage storage = new Storage(new Configuration());

    @Test
    void aNewFolderIsMadeAndEmpty() {
        RunFolder folder = RunFolder.create(storage, path("runs/a"));

        assertThat(folder.name()).isEqualTo("a");
        assertThat(local.resolve("runs/a")).isEmptyDirectory();
        assertThat(folder.metrics()).isEqualTo(path("runs/a/metrics.jsonl"));
    }

    @Test
    void aFolderThatHoldsOnlyALeaseMayBeUsed() throws IOException {
        Files.createDirectories(local.resolve("a/lease"));

        assertThat(RunFolder.create(storage, path("a")).root()).isEqualTo(path("a"));
    }

    @Test
    void aFolderThatHoldsARunIsRefusedWithTheWayOut() throws IOException {
        Files.createDirectories(local.resolve("a"));
        Files.writeString(local.resolve("a/recipe.yaml"), "");
        Path root = path("a");

        assertThatThrownBy(() -> RunFolder.create(storage, root))
                .isInstanceOf(RunException.class)
                .hasMessage(
                        "Cannot start in %s: it holds a run (resume it with --resume %s, or choose another --run)",
                        root, root);
        assertThat(RunFolder.open(storage, root).root()).isEqualTo(root);
    }

    @Test
    void aFolderWithSomethingElseIsRefused() throws IOException {
        Files.createDirectories(local.resolve("a"));
        Files.writeString(local.resolve("a/notes.txt"), "");

        assertThatThrownBy(() -> RunFolder.create(storage, path("a")))
                .isInstanceOf(RunException.class)
                .hasMessage("Cannot start in %s: it is not empty (choose another --run)", path("a"));
    }

    @Test
    void aPlaceThatCannotBeWrittenIsTheUsersToChange() throws IOException {
        Files.writeString(local.resolve("file"), "");

        assertThatThrownBy(() -> RunFolder.create(storage, path("file/a")))
                .isInstanceOf(RunException.class)
                .hasMessageStartingWith("Cannot start in %s: ".formatted(path("file/a")))
                .extracting(failure -> ((RunException) failure).kind())
                .isEqualTo(FailureKind.INPUT);
    }

    @Test
    void aFolderWithoutARunIsNotResumed() {
        assertThatThrownBy(() -> RunFolder.open(storage, path("none")))
                .isInstanceOf(RunException.class)
                .hasMessage("Cannot resume %s: it holds no run (recipe.yaml is missing)", path("none"));
    }

    @Test
    void aFileIsPutOnceAndReplacedWhole() {
        Path file = path("once");

        assertThat(storage.putOnce(file, new byte[] {1})).isTrue();
        assertThat(storage.putOnce(file, new byte[] {2})).isFalse();
        assertThat(storage.read(file)).containsExactly(1);
        storage.replace(file, new byte[] {3, 4});
        assertThat(storage.read(file)).containsExactly(3, 4);
        assertThat(local.toFile().list()).containsExactly("once");
    }

    @Test
    void filesCanBeReadByOthersAsHadoopsSettingsSay() throws IOException {
        Configuration closed = new Configuration();
        closed.set("fs.permissions.umask-mode", "027");

        new Storage(closed).replace(path("folder/file"), new byte[] {1});

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(local.resolve("folder/file"))))
                .isEqualTo("rw-r-----");
    }

    @Test
    void aRelativePathIsThatOfTheWorkingFolder() {
        Storage relative = new Storage(new Configuration());
        Path file = new Path(
                "target/relative-%d/once".formatted(ProcessHandle.current().pid()));

        relative.replace(file, new byte[] {1});

        assertThat(java.nio.file.Path.of(file.toString())).exists();
        relative.delete(file.getParent());
    }

    private Path path(String name) {
        return new Path(new Path(local.toUri()), name);
    }
}
