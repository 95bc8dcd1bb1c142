package org.waggle.driver.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.apache.hadoop.fs.Path;
import org.waggle.common.checkpoint.CheckpointFile;
import org.waggle.common.checkpoint.CheckpointStore;
import org.waggle.common.checkpoint.Lease;
import org.waggle.common.checkpoint.Ledger;
import org.waggle.common.checkpoint.Manifest;
import org.waggle.common.checkpoint.RunFolder;
import org.waggle.common.checkpoint.Storage;
import org.waggle.driver.dataset.Watermark;
import org.waggle.driver.plan.Step;
import org.waggle.driver.stage.CheckpointStage;
import org.waggle.driver.stage.RunContext;
import org.waggle.driver.state.Policies;
import org.waggle.driver.store.RolloutTable;

/** The checkpoints of a run: what goes into one beside the weights, when it becomes visible, and which are kept. */
final class RunCheckpoints {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String MOMENT_UPDATES = "moment_updates";
    private static final String REFERENCE = "reference";

    private final RunContext context;
    private final RunFolder folder;
    private final Storage storage;
    private final CheckpointStore store;
    private final CheckpointStage stage;
    private final Ledger ledger;
    private final Lease lease;

    RunCheckpoints(RunContext context, RunFolder folder, Storage storage, CheckpointStage stage, Lease lease) {
        this.context = context;
        this.folder = folder;
        this.storage = storage;
        this.store = new CheckpointStore(storage, folder.checkpoints());
        this.stage = stage;
        this.ledger = new Ledger(storage, folder.ledger());
        this.lease = lease;
    }

    Ledger ledger() {
        return ledger;
    }

    /** Folder of the model of the first node in the checkpoint after a step. */
    Path model(int step) {
        return new Path(store.folder(step), context.specs().get(0).name());
    }

    /** Writes the state after a step, where nobody sees it before it is published. */
    Manifest draft(Step step, Policies policies) {
        context.describe(step.stage("checkpoint"));
        lease.check();
        Path place = store.begin(step.number());
        List<CheckpointFile> files = new ArrayList<>(stage.save(place, policies));
        context.specs()
                .forEach(spec -> ModelFolder.small(spec)
                        .forEach((name, text) -> files.add(store.write(
                                step.number(), spec.name() + "/" + name, text.getBytes(StandardCharsets.UTF_8)))));
        ledger.write(step.number());
        return new Manifest(
                Manifest.VERSION,
                folder.name(),
                step.number(),
                policies.version(),
                step.phase().name(),
                Instant.now().toString(),
                files,
                state(step, policies));
    }

    /** Makes a checkpoint visible, at once and whole, and removes those that are no longer wanted. */
    void publish(Manifest draft, OptionalInt best) {
        lease.check();
        store.commit(draft);
        store.prune(context.recipe().checkpoints().keepLast(), best);
        int kept = context.recipe().checkpoints().keepRollouts();
        if (kept > 0) {
            new RolloutTable(storage, folder.rollouts()).cutUpTo(draft.step() - kept);
        }
    }

    private JsonNode state(Step step, Policies policies) {
        ObjectNode state = JSON.createObjectNode();
        state.put("seed", context.recipe().seed());
        state.put("next_problem", step.firstProblem() + step.phase().problemsPerStep());
        state.put(MOMENT_UPDATES, policies.momentUpdates());
        state.put(REFERENCE, policies.reference().isPresent());
        state.put("lease_epoch", lease.epoch());
        Watermark.of(storage, folder.data()).ifPresent(watermark -> state.set(Watermark.KEY, watermark.json()));
        return state;
    }

    /** The state that a checkpoint holds; everything later in the run folder's ledger and checkpoints is removed. */
    Policies restore(Manifest manifest) {
        lease.check();
        store.cutAfter(manifest.step());
        ledger.cutAfter(manifest.step());
        Path place = store.folder(manifest.step());
        Policies policies = stage.load(
                place, manifest.updates(), manifest.state().path(MOMENT_UPDATES).asLong());
        return manifest.state().path(REFERENCE).asBoolean() ? stage.withReference(place, policies) : policies;
    }
}
