package org.waggle.common.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waggle.common.failure.RunException;

class FolderEntriesTest {
    private final Storage storage = new Storage(new Configuration());

    @TempDir
    private Path local;

    @Test
    void comeByName() throws IOException {
        Files.writeString(local.resolve("b"), "12");
        Files.createDirectory(local.resolve("a"));
        Files.createFile(local.resolve("c:d"));
        Files.createSymbolicLink(local.resolve("e"), Path.of("nowhere"));

        List<FileStatus> found = storage.listSome(folder(local), 9);
        assertThat(found)
                .extracting(status -> status.getPath().getName() + " " + status.isFile())
                .containsExactly("a false", "b true", "c:d true");
        assertThat(found.get(1).getLen()).isEqualTo(2);
        assertThat(found).isEqualTo(storage.list(folder(local)));
    }

    @Test
    void areNoMoreThanAskedFor() throws IOException {
        for (int i = 0; i < 100; i++) {
            Files.createFile(local.resolve("file-" + i));
        }
        assertThat(storage.listSome(folder(local), 7)).hasSize(7);
        assertThat(storage.listSome(folder(local), 100)).hasSize(100);
    }

    @Test
    void ofAFolderThatIsNotThereAreNoneAndOfAFileAnError() throws IOException {
        assertThat(storage.listSome(folder(local.resolve("nowhere")), 9)).isEmpty();
        Path file = Files.createFile(local.resolve("file"));
        assertThatThrownBy(() -> storage.listSome(folder(file), 9))
                .isInstanceOf(RunException.class)
                .hasMessage("Cannot read %s: %s".formatted(folder(file), file));
    }

    private static org.apache.hadoop.fs.Path folder(Path path) {
        return new org.apache.hadoop.fs.Path(path.toUri());
    }
}
