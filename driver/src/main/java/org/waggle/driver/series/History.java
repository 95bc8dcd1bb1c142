package org.waggle.driver.series;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.waggle.common.checkpoint.CheckpointStore;
import org.waggle.common.checkpoint.Manifest;
import org.waggle.common.checkpoint.RunFolder;
import org.waggle.common.checkpoint.SeriesFolder;
import org.waggle.common.checkpoint.Storage;
import org.waggle.common.failure.RunException;
import org.waggle.driver.dataset.Watermark;

/**
 * What the runs of a series say of themselves.
 *
 * @param storage where they lie
 * @param folder the series
 * @param closed outcomes of the runs that have ended, oldest first
 * @param open the run that was begun and hasn't ended; its folder holds a recipe
 */
record History(Storage storage, SeriesFolder folder, List<Outcome> closed, OptionalInt open) {
    static History of(Storage storage, SeriesFolder folder) {
        List<Outcome> closed = new ArrayList<>();
        OptionalInt open = OptionalInt.empty();
        for (int run : folder.runs(storage)) {
            Optional<Outcome> outcome = Outcome.read(storage, folder.outcome(run));
            if (outcome.isPresent()) {
                closed.add(outcome.get());
            } else if (storage.exists(folder.run(run).recipe())) {
                open = OptionalInt.of(run);
            }
        }
        return new History(storage, folder, List.copyOf(closed), open);
    }

    /** Number of the next run. */
    int next() {
        return last().map(Outcome::run).orElse(0) + 1;
    }

    /** The run that has ended last. */
    Optional<Outcome> last() {
        return closed.isEmpty() ? Optional.empty() : Optional.of(closed.get(closed.size() - 1));
    }

    /** The run that was promoted last. */
    Optional<Outcome> promoted() {
        return closed.stream()
                .filter(outcome -> outcome.verdict() == Verdict.BETTER)
                .reduce((earlier, later) -> later);
    }

    /**
     * How far the data were taken with the model of a run, from its checkpoint.
     *
     * @throws RunException if it doesn't say
     */
    Watermark watermark(Outcome outcome) {
        RunFolder run = folder.run(outcome.run());
        Manifest manifest = new CheckpointStore(storage, run.checkpoints()).at(outcome.step());
        if (!manifest.state().has(Watermark.KEY)) {
            throw RunException.input(
                    "Cannot go on after %s: its checkpoint has no watermark (it was not made by a series; remove the folder)",
                    Storage.shown(run.root()));
        }
        return Watermark.parse(manifest.state().path(Watermark.KEY), Storage.shown(run.root()));
    }
}
