package org.waggle.driver.series;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import java.io.IOException;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.waggle.common.checkpoint.SeriesFolder;
import org.waggle.common.checkpoint.SeriesFolder.Promoted;
import org.waggle.common.checkpoint.Storage;
import org.waggle.common.failure.RunException;

/**
 * How a call of a series has ended. Written into a run's folder it closes the run.
 *
 * @param verdict in a word
 * @param run number of the run; of the last one, or 0, where there was nothing to do
 * @param step step of the checkpoint that was measured; 0 where there was nothing to do
 * @param metric EVALUATOR/METRIC that decides
 * @param score the run's, after its last step
 * @param baseline the promoted model's on the same problems, or that of the recipe's own model if none was promoted
 * @param text in a sentence, for a person
 */
public record Outcome(Verdict verdict, int run, int step, String metric, double score, double baseline, String text) {
    private static final ObjectMapper JSON = new ObjectMapper()
            .setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES);

    /** Nothing was trained. */
    static Outcome nothing(int lastRun, String metric, String why) {
        return new Outcome(Verdict.NOTHING_TO_DO, lastRun, 0, metric, 0, 0, "nothing to do: " + why);
    }

    /** The run as the promoted one. */
    Promoted promoted(String model) {
        return new Promoted(
                run, step, "%s/checkpoints/step-%06d/%s".formatted(SeriesFolder.name(run), step, model), metric, score);
    }

    void write(Storage storage, Path file) {
        try {
            storage.replace(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(this));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Cannot write an outcome as JSON", e);
        }
    }

    static Optional<Outcome> read(Storage storage, Path file) {
        if (!storage.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readValue(storage.read(file), Outcome.class));
        } catch (IOException e) {
            throw RunException.input(
                    "Cannot read %s: it is damaged (remove it: the next scheduled run measures that run anew)",
                    Storage.shown(file));
        }
    }
}
