package org.waggle.common.checkpoint;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waggle.common.checkpoint.SeriesFolder.Promoted;
import org.waggle.common.failure.RunException;

class SeriesFolderTest {
    private final Storage storage = new Storage(new Configuration());

    @TempDir
    private java.nio.file.Path disk;

    private SeriesFolder folder() {
        return new SeriesFolder(new Path(disk.toUri()));
    }

    @Test
    void runsAreFoundByTheirNumbers() {
        storage.makeFolder(folder().run(12).root());
        storage.makeFolder(folder().run(2).root());
        storage.makeFolder(new Path(folder().root(), "runs/notes"));

        assertThat(folder().runs(storage)).containsExactly(2, 12);
        assertThat(SeriesFolder.name(12)).isEqualTo("runs/000012");
    }

    @Test
    void theNewestPromotionIsTheOneThatIsRead() {
        Promoted second = new Promoted(2, 7, "runs/000002/checkpoints/step-000007/policy", "held-out/pass@1", 0.5);
        assertThat(folder().promoted(storage)).isEmpty();

        folder().promote(storage, new Promoted(1, 7, "runs/000001/checkpoints/step-000007/policy", "a/b", 0.25));
        folder().promote(storage, second);

        assertThat(folder().promoted(storage)).contains(second);
        assertThat(disk.toFile().list()).containsExactly("promoted.json");
    }

    @Test
    void aDamagedPointerIsRefusedByName() {
        storage.replace(folder().promoted(), "{\"run\": 1".getBytes(UTF_8));

        assertThatThrownBy(() -> folder().promoted(storage))
                .isInstanceOf(RunException.class)
                .hasMessage("Cannot read %s: it is damaged (remove it: the next scheduled run writes it anew)"
                        .formatted(folder().promoted()));
    }
}
