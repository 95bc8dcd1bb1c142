package org.waggle.driver.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.util.SerializableConfiguration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waggle.common.checkpoint.Storage;
import org.waggle.common.data.Chat;
import org.waggle.common.data.Preference;
import org.waggle.common.data.Problem;
import org.waggle.common.data.Seed;
import org.waggle.common.data.Split;
import org.waggle.driver.dataset.SnapshotManifest.Part;

class SnapshotTaskTest {
    private static final Storage STORAGE = new Storage(new Configuration());
    private static final Seed SEED = new Seed(3);

    @TempDir
    private Path folder;

    private SnapshotTask task = new SnapshotTask(
            Settings.of(Map.of("prompt", "p")), new SerializableConfiguration(new Configuration()), "", List.of());

    @BeforeEach
    void write() throws IOException {
        List<Part> parts = List.of(
                part("held-out-00000.parquet", Split.HELD_OUT, 0, 3),
                part("train-00000.parquet", Split.TRAIN, 100, 2500),
                part("train-00001.parquet", Split.TRAIN, 5000, 7));
        task = new SnapshotTask(
                Settings.of(Map.of("prompt", "p", "chosen", "c", "rejected", "r")),
                new SerializableConfiguration(new Configuration()),
                folder.toString(),
                parts);
    }

    private Part part(String name, Split split, int first, int rows) throws IOException {
        org.apache.hadoop.fs.Path path =
                new org.apache.hadoop.fs.Path(folder.resolve(name).toUri());
        try (ProblemFile file = ProblemFile.create(STORAGE, path)) {
            for (int i = first; i < first + rows; i++) {
                file.write(problem(i));
            }
        }
        return new Part(name, split, rows, STORAGE.length(path));
    }

    private static Problem problem(int number) {
        return new Problem(
                "id" + number,
                "prompt " + number,
                new Chat("{\"messages\":[" + number + "]}"),
                "answer " + number,
                Map.of("chosen", "good " + number, "rejected", "bad " + number));
    }

    @Test
    void heldOutProblemsComeAsTheyAreWritten() {
        assertThat(task.size(Split.HELD_OUT)).isEqualTo(3);
        assertThat(task.problem(SEED, Split.HELD_OUT, 2)).isEqualTo(problem(2));
        assertThat(task.problem(new Seed(4), Split.HELD_OUT, 0)).isEqualTo(problem(0));
    }

    @Test
    void anEpochHasEveryTrainingProblemOnceAndTheNextHasAnotherOrder() {
        List<String> first = ids(0);
        List<String> second = ids(1);

        assertThat(first).hasSize(2507).doesNotHaveDuplicates().isNotEqualTo(second);
        assertThat(new HashSet<>(second)).isEqualTo(new HashSet<>(first));
        assertThat(Set.copyOf(first)).contains("id100", "id2599", "id5006").doesNotContain("id0");
    }

    private List<String> ids(int epoch) {
        long size = task.size(Split.TRAIN);
        return java.util.stream.LongStream.range(epoch * size, (epoch + 1) * size)
                .mapToObj(index -> task.problem(SEED, Split.TRAIN, index).id())
                .toList();
    }

    @Test
    void aPairIsWhatTheProblemBrings() {
        assertThat(task.hasPreferences()).isTrue();
        assertThat(task.preference(problem(5), SEED)).isEqualTo(new Preference("good 5", "bad 5"));
    }

    @Test
    void aDamagedFileIsNamed() throws IOException {
        Path file = folder.resolve("held-out-00000.parquet");
        byte[] bytes = Files.readAllBytes(file);
        bytes[40] ^= 1;
        Files.write(file, bytes);

        assertThatThrownBy(() -> task.problem(SEED, Split.HELD_OUT, 0))
                .hasMessageStartingWith("Cannot read " + file + ": ")
                .hasMessageEndingWith("(the run's data are damaged; restore the file)");
    }

    @Test
    void theCacheKeepsWhatFitsAndForgetsTheEldest() {
        org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(folder + "/train-00000.parquet");
        ProblemReader reader = ProblemReader.open(STORAGE, path);
        ProblemCache cache = new ProblemCache(reader.bytes(0) + reader.bytes(1));

        for (int row = 0; row < 2500; row += 100) {
            assertThat(cache.problem(path.toString(), row, () -> reader)).isEqualTo(problem(100 + row));
        }

        assertThat(cache.bytes()).isEqualTo(reader.bytes(1) + reader.bytes(2));
    }
}
