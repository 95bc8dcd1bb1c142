package org.waggle.driver.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waggle.common.checkpoint.Storage;
import org.waggle.common.data.Chat;
import org.waggle.common.data.Completion;
import org.waggle.common.data.Group;
import org.waggle.common.data.GroupId;
import org.waggle.common.data.Origin;
import org.waggle.common.data.Problem;
import org.waggle.common.data.SamplingSettings;
import org.waggle.common.data.ScoredGroup;
import org.waggle.common.data.Scores;
import org.waggle.common.data.StopReason;
import org.waggle.common.data.TokenTrace;
import org.waggle.common.failure.RunException;

class RolloutStoreTest {
    @TempDir
    private java.nio.file.Path local;

    private final Storage storage = new Storage(new Configuration());
    private RolloutTable table;

    @BeforeEach
    void names() {
        table = new RolloutTable(storage, new Path(new Path(local.toUri()), "rollouts"));
    }

    @Test
    void theFilesOfAStepAreAPartition() {
        write(12, 3, rollout(12, 0, 1));

        assertThat(local.resolve("rollouts/step=000012").toFile().list()).containsExactly("part-00003.parquet");
        assertThat(table.steps()).containsExactly(12);
    }

    @Test
    void sqlReadsEveryColumnOfEveryStep() throws IOException {
        write(1, 0, rollout(1, 0, 2), rollout(1, 1, 1));
        write(12, 0, rollout(12, 0, 2));

        try (SparkSession spark = SparkSession.builder()
                .master("local[1]")
                .config("spark.ui.enabled", false)
                .config("spark.sql.shuffle.partitions", 1)
                .config("spark.sql.warehouse.dir", local.resolve("warehouse").toString())
                .getOrCreate()) {
            spark.read().parquet(table.root().toString()).createOrReplaceTempView("rollouts");

            assertThat(spark.sql("SELECT step, avg(reward), count(*) FROM rollouts GROUP BY step ORDER BY step")
                            .collectAsList())
                    .extracting(Row::toString)
                    .containsExactly("[1,0.3333333333333333,3]", "[12,0.5,2]");
            Row row = spark.sql("SELECT * FROM rollouts WHERE step = 12 AND sample = 1")
                    .first();
            assertThat(row.json())
                    .isEqualTo("{\"run\":\"r1\",\"phase\":\"rl\",\"node\":0,\"policy_version\":5,"
                            + "\"problem_id\":\"p0\",\"group_id\":\"s000012-n0-g00000\",\"sample\":1,\"round\":2,"
                            + "\"parent\":0,\"branch\":3,\"seed\":7,\"prompt\":\"1+1=🐝\",\"chat\":\"{}\",\"prompt_tokens\":[4,5],"
                            + "\"completion\":\"é1\",\"completion_tokens\":[1,2],\"answer\":\"2\","
                            + "\"logp_sampled\":[-0.5,-0.25],\"logp_policy\":[-1.5,-1.25],\"entropy\":[0.5,0.0],"
                            + "\"trained\":[true,false],\"stop_reason\":\"end_of_sequence\",\"temperature\":0.7,"
                            + "\"top_k\":20,\"top_p\":0.95,\"min_p\":0.0,\"min_tokens\":3,\"max_tokens\":64,\"stop\":[\"\\n\"],"
                            + "\"rewards\":{\"exact\":1.0,\"steps\":0.5},"
                            + "\"step_rewards\":{\"exact\":[],\"steps\":[0.25,0.75]},\"reward\":1.0,"
                            + "\"advantage\":0.5,\"updates\":[3,4],\"extra\":{\"note\":\"n\"},\"step\":12}");
            assertThat(spark.sql("SELECT rewards['exact'], advantage, size(updates) FROM rollouts"
                                    + " WHERE step = 12 AND sample = 0")
                            .first()
                            .toString())
                    .isEqualTo("[0.0,null,0]");
        }
    }

    @Test
    void samplesForPeopleAreOfAsManyGroupsAsThereAre() {
        write(1, 0, rollout(1, 1, 2));
        write(1, 1, rollout(1, 0, 2));

        List<StoredSample> samples = new RolloutReader(table).samples(1, 3);

        assertThat(samples)
                .extracting(StoredSample::group, StoredSample::sample)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("s000001-n0-g00000", 0),
                        org.assertj.core.groups.Tuple.tuple("s000001-n0-g00001", 0),
                        org.assertj.core.groups.Tuple.tuple("s000001-n0-g00000", 1));
        assertThat(samples.get(2))
                .isEqualTo(new StoredSample(1, 0, "s000001-n0-g00000", 1, "1+1=🐝", "é1", "2", 1, 0.5, true));
        assertThat(samples.get(0).advantage()).isNaN();
        assertThat(samples.get(0).isTrained()).isFalse();
    }

    @Test
    void aStepWithoutRowsHasNoSamples() {
        assertThat(table.steps()).isEmpty();
        assertThat(new RolloutReader(table).samples(1, 3)).isEmpty();
        table.cutAfter(0);
    }

    @Test
    void aTaskThatRunsAgainOverwritesItsOwnFile() {
        write(1, 0, rollout(1, 0, 2));
        write(1, 0, rollout(1, 0, 1));

        assertThat(new RolloutReader(table).samples(1, 9)).hasSize(1);
    }

    @Test
    void aTaskThatFailsLeavesWhatWasThere() {
        write(1, 0, rollout(1, 0, 1));
        Iterator<ScoredRollout> failing = new Iterator<>() {
            private int left = 1;

            @Override
            public boolean hasNext() {
                return true;
            }

            @Override
            public ScoredRollout next() {
                if (left-- == 0) {
                    throw new NoSuchElementException("lost");
                }
                return rollout(1, 5, 2);
            }
        };

        assertThatThrownBy(() -> RolloutWriter.write(storage, table.part(1, 0), failing))
                .isInstanceOf(NoSuchElementException.class)
                .hasMessage("lost");
        assertThat(local.resolve("rollouts/step=000001").toFile().list()).containsExactly("part-00000.parquet");
        assertThat(new RolloutReader(table).samples(1, 9)).hasSize(1);
    }

    @Test
    void resumingDropsLaterSteps() {
        write(9, 0, rollout(9, 0, 1));
        write(10, 0, rollout(10, 0, 1));
        write(11, 0, rollout(11, 0, 1));

        table.cutAfter(9);

        assertThat(table.steps()).containsExactly(9);
    }

    @Test
    void oldStepsAreDropped() {
        write(9, 0, rollout(9, 0, 1));
        write(10, 0, rollout(10, 0, 1));
        write(11, 0, rollout(11, 0, 1));

        table.cutUpTo(10);

        assertThat(table.steps()).containsExactly(11);
    }

    @Test
    void aDamagedFileIsNamed() throws IOException {
        write(1, 0, rollout(1, 0, 1));
        Files.writeString(local.resolve("rollouts/step=000001/part-00000.parquet"), "no table");

        assertThatThrownBy(() -> new RolloutReader(table).samples(1, 1))
                .isInstanceOf(RunException.class)
                .hasMessageStartingWith("Cannot read %s: ".formatted(table.part(1, 0)));
    }

    private void write(int step, int part, ScoredRollout... rollouts) {
        RolloutWriter.write(
                storage, table.part(step, part), Arrays.asList(rollouts).iterator());
    }

    private static ScoredRollout rollout(int step, int ordinal, int size) {
        Problem problem = new Problem("p" + ordinal, "1+1=🐝", new Chat("{}"), "2", Map.of());
        List<Completion> completions =
                IntStream.range(0, size).mapToObj(RolloutStoreTest::completion).toList();
        SamplingSettings settings = new SamplingSettings(0.7, 20, 0.95, 0, 3, 64, List.of("\n"));
        Group group = new Group(new GroupId(step, 0, ordinal), problem, new int[] {4, 5}, 5, settings, completions);
        double[] rewards = IntStream.range(0, size).asDoubleStream().toArray();
        double[] halves = Arrays.stream(rewards).map(reward -> reward / 2).toArray();
        double[][] steps = IntStream.range(0, size)
                .mapToObj(place -> place == 0 ? new double[0] : new double[] {0.25, 0.75})
                .toArray(double[][]::new);
        Map<String, Scores> channels = Map.of("exact", Scores.of(rewards), "steps", new Scores(halves, steps));
        float[][] advantages = IntStream.range(0, size)
                .mapToObj(place -> place == 0 ? new float[0] : new float[] {0.25f, 0.75f})
                .toArray(float[][]::new);
        int[][] updates = IntStream.range(0, size)
                .mapToObj(place -> place == 0 ? new int[0] : new int[] {3, 4})
                .toArray(int[][]::new);
        return new ScoredRollout("r1", "rl", 7, new ScoredGroup(group, channels, rewards), advantages, updates);
    }

    private static Completion completion(int place) {
        TokenTrace trace = new TokenTrace(
                new float[] {-0.5f, -0.25f}, new float[] {-1.5f, -1.25f}, new float[] {0.5f, 0}, new boolean[] {
                    true, false
                });
        return new Completion(
                place,
                new int[] {1, 2},
                "é" + place,
                trace,
                StopReason.END_OF_SEQUENCE,
                new Origin(0, 3, 2),
                Map.of("note", "n"));
    }
}
