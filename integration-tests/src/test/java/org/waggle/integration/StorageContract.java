package org.waggle.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.waggle.common.checkpoint.CheckpointFile;
import org.waggle.common.checkpoint.CheckpointStore;
import org.waggle.common.checkpoint.Dtype;
import org.waggle.common.checkpoint.JsonLinesLog;
import org.waggle.common.checkpoint.Lease;
import org.waggle.common.checkpoint.Ledger;
import org.waggle.common.checkpoint.LedgerEntry;
import org.waggle.common.checkpoint.Manifest;
import org.waggle.common.checkpoint.RunFolder;
import org.waggle.common.checkpoint.SafetensorsFile;
import org.waggle.common.checkpoint.SafetensorsWriter;
import org.waggle.common.checkpoint.Storage;
import org.waggle.common.checkpoint.TensorSpec;
import org.waggle.common.data.Completion;
import org.waggle.common.data.Group;
import org.waggle.common.data.GroupId;
import org.waggle.common.data.Origin;
import org.waggle.common.data.Problem;
import org.waggle.common.data.SamplingSettings;
import org.waggle.common.data.ScoredGroup;
import org.waggle.common.data.StopReason;
import org.waggle.common.data.TokenTrace;
import org.waggle.common.failure.RunException;
import org.waggle.driver.store.RolloutReader;
import org.waggle.driver.store.RolloutTable;
import org.waggle.driver.store.RolloutWriter;
import org.waggle.driver.store.ScoredRollout;
import org.waggle.driver.store.StoredSample;

/** What a run leaves behind, on a file system that is no local disk: it renames, appends and leases differently. */
abstract class StorageContract {
    private Storage storage;
    private RunFolder run;

    /** A folder for runs, as a URI. */
    abstract String runs();

    /** Settings that Hadoop needs. */
    abstract Configuration configuration();

    Storage storage() {
        return storage;
    }

    RunFolder run() {
        return run;
    }

    @BeforeEach
    void createRun(TestInfo test) {
        storage = new Storage(configuration());
        Path root = new Path(runs() + "/" + test.getDisplayName().replaceAll("\\W", ""));
        run = RunFolder.create(storage, root);
    }

    @Test
    void aFolderWithARunIsNotStartedTwice() {
        storage.replace(run.recipe(), new byte[] {1});

        assertThatThrownBy(() -> RunFolder.create(storage, run.root()))
                .isInstanceOf(RunException.class)
                .hasMessageContaining("it holds a run (resume it with --resume " + runs());
    }

    @Test
    void checkpointsAreVisibleWhenWholeAndDamageIsNoticed() {
        CheckpointStore store = new CheckpointStore(storage, run.checkpoints());
        Manifest first = save(store, 10);
        save(store, 20);
        save(store, 20);
        store.begin(30);
        assertThat(store.latest()).get().extracting(Manifest::step).isEqualTo(20);

        storage.replace(new Path(store.folder(20), "policy/model.safetensors"), new byte[300]);
        List<String> warnings = new ArrayList<>();

        assertThat(store.latestIntact(warnings::add)).contains(first);
        assertThat(warnings).hasSize(1).first().asString().contains("policy/model.safetensors is damaged");
        store.prune(1, OptionalInt.empty());
        assertThat(names(run.checkpoints())).containsExactly("step-000020", "step-000030");
    }

    @Test
    void tensorsAreReadByRange() {
        CheckpointStore store = new CheckpointStore(storage, run.checkpoints());
        save(store, 10);

        try (SafetensorsFile file =
                SafetensorsFile.open(storage, new Path(store.folder(10), "policy/model.safetensors"))) {
            ByteBuffer bytes = ByteBuffer.allocateDirect(3);
            file.read(file.entry("b").begin() + 1, bytes);
            assertThat(bytes.flip()).isEqualTo(ByteBuffer.wrap(new byte[] {17, 18, 19}));
        }
    }

    @Test
    void ofManyDriversThatStartTogetherOneWins() throws Exception {
        ExecutorService drivers = Executors.newFixedThreadPool(8);
        try {
            List<Future<Optional<Lease>>> started = new ArrayList<>();
            for (int driver = 0; driver < 8; driver++) {
                started.add(drivers.submit(this::startDriver));
            }
            List<Lease> winners = new ArrayList<>();
            for (Future<Optional<Lease>> one : started) {
                one.get().ifPresent(winners::add);
            }
            assertThat(winners).hasSize(1);
            winners.get(0).check();
            winners.get(0).close();
        } finally {
            drivers.shutdownNow();
        }
        try (Lease next = Lease.acquire(storage, run.lease())) {
            assertThat(next.epoch()).isEqualTo(2);
        }
    }

    @Test
    void aDriverThatWasReplacedIsFenced() {
        try (Lease lease = Lease.acquire(storage, run.lease())) {
            storage.replace(new Path(run.lease(), "epoch-000002"), new byte[0]);

            assertThatThrownBy(lease::check)
                    .isInstanceOf(RunException.class)
                    .hasMessageContaining("another driver has taken it over (epoch 2; this one has 1)");
        }
    }

    @Test
    void aLogThatAKilledDriverLeftOpenGoesOnAtOnce() {
        JsonLinesLog abandoned = JsonLinesLog.create(storage, run.metrics());
        abandoned.append("{\"step\":1}");
        abandoned.append("{\"step\":2}");
        assertThat(JsonLinesLog.lines(storage, run.metrics())).containsExactly("{\"step\":1}", "{\"step\":2}");

        try (JsonLinesLog log = JsonLinesLog.resume(new Storage(configuration()), run.metrics(), 1)) {
            log.append("{\"step\":2,\"again\":true}");
            assertThat(JsonLinesLog.lines(storage, run.metrics()))
                    .containsExactly("{\"step\":1}", "{\"step\":2,\"again\":true}");
        }
    }

    @Test
    void theLedgerGoesBackWithTheCheckpoint() {
        Ledger ledger = new Ledger(storage, run.ledger());
        LedgerEntry entry = new LedgerEntry(0, "s000001-n0-g00000", 0, 0, 1, 1);
        ledger.add(entry);
        ledger.write(10);
        ledger.write(20);

        ledger.cutAfter(10);

        assertThat(ledger.entries()).containsExactly(entry);
        assertThat(names(run.ledger())).containsExactly("step-000010.jsonl");
    }

    @Test
    void samplesAreWrittenTwiceAndReadOnce() {
        RolloutTable table = new RolloutTable(storage, run.rollouts());
        RolloutWriter.write(storage, table.part(1, 0), List.of(rollout()).iterator());
        RolloutWriter.write(storage, table.part(1, 0), List.of(rollout()).iterator());

        assertThat(new RolloutReader(table).samples(1, 10))
                .containsExactly(new StoredSample(1, 0, "s000001-n0-g00000", 0, "1+1=", "2", "2", 1, 0.5, true));
        table.cutAfter(0);
        assertThat(table.steps()).isEmpty();
    }

    private Optional<Lease> startDriver() {
        try {
            return Optional.of(Lease.acquire(storage, run.lease()));
        } catch (RunException e) {
            assertThat(e).hasMessageStartingWith("Cannot start in ");
            return Optional.empty();
        }
    }

    private Manifest save(CheckpointStore store, int step) {
        Path folder = store.begin(step);
        List<TensorSpec> tensors = List.of(new TensorSpec("a", Dtype.F32, 4), new TensorSpec("b", Dtype.U8, 4));
        try (SafetensorsWriter writer =
                SafetensorsWriter.create(storage, folder, "policy/model.safetensors", tensors)) {
            byte[] bytes = new byte[20];
            for (int at = 0; at < bytes.length; at++) {
                bytes[at] = (byte) at;
            }
            writer.write(ByteBuffer.wrap(bytes));
            CheckpointFile file = writer.finish();
            Manifest manifest = new Manifest(
                    Manifest.VERSION,
                    run.name(),
                    step,
                    step,
                    "rl",
                    "2026-01-01T00:00:00Z",
                    List.of(file),
                    JsonNodeFactory.instance.objectNode());
            store.commit(manifest);
            return manifest;
        }
    }

    private List<String> names(Path folder) {
        return storage.list(folder).stream()
                .map(FileStatus::getPath)
                .map(Path::getName)
                .toList();
    }

    private static ScoredRollout rollout() {
        Completion completion = new Completion(
                0,
                new int[] {2},
                "2",
                TokenTrace.sampled(new float[] {-1}, new float[] {-1}, new float[] {0}),
                StopReason.LENGTH,
                Origin.PROMPT,
                Map.of());
        Group group = new Group(
                new GroupId(1, 0, 0),
                new Problem("p", "1+1=", "2", Map.of()),
                new int[] {1},
                0,
                new SamplingSettings(1, 0, 1, 0, 1),
                List.of(completion));
        ScoredGroup scored = new ScoredGroup(group, Map.of(), new double[] {1});
        return new ScoredRollout("r", "rl", 1, scored, new float[][] {{0.5f}}, new int[][] {{1}});
    }
}
