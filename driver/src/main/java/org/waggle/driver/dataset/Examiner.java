package org.waggle.driver.dataset;

import java.util.Iterator;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.util.SerializableConfiguration;
import org.waggle.common.checkpoint.Storage;
import org.waggle.common.data.Problem;
import org.waggle.common.failure.RunException;
import org.waggle.executor.policy.ModelSpec;
import org.waggle.executor.task.Dataset;
import org.waggle.executor.task.HeldOut;
import org.waggle.executor.task.Unfit;

/**
 * Looks at each row by itself: makes its problem, counts its tokens, and says whether it is held out.
 *
 * @param settings what is wanted
 * @param decoder takes the columns out of a row
 * @param model whose tokens are counted
 * @param hadoop Hadoop's settings
 * @param heldOut whether these files are the held-out ones
 * @param buckets number of files to come
 */
record Examiner(
        Dataset settings,
        RowDecoder decoder,
        ModelSpec model,
        SerializableConfiguration hadoop,
        boolean heldOut,
        int buckets)
        implements MapPartitionsFunction<Row, Row> {
    @Override
    public Iterator<Row> call(Iterator<Row> rows) {
        RowPlace place = new RowPlace(new Storage(hadoop.value()));
        ProblemLength length = new ProblemLength(model, settings);
        RowProblem problems = new RowProblem(settings);
        Iterable<Row> all = () -> rows;
        return StreamSupport.stream(all.spliterator(), false)
                .peek(place::next)
                .filter(Predicate.not(decoder::isBlank))
                .map(row -> examined(row, problems, length, place))
                .iterator();
    }

    private Row examined(Row row, RowProblem problems, ProblemLength length, RowPlace place) {
        Problem problem;
        try {
            problem = problems.of(decoder.decode(row));
        } catch (BadRow e) {
            if (settings.invalid() == Unfit.REFUSE) {
                throw RunException.input(
                        "Invalid row: %s: %s (mend it, or set task.invalid=drop)", place.of(row), e.reason());
            }
            return Examined.dropped(Fate.INVALID);
        }
        int tokens = length.of(problem);
        if (tokens > settings.maxTokens()) {
            if (settings.tooLong() == Unfit.REFUSE) {
                throw RunException.input(
                        "Invalid row: %s: %d tokens (must be at most max-tokens %d; or set task.too-long=drop)",
                        place.of(row), tokens, settings.maxTokens());
            }
            return Examined.dropped(Fate.TOO_LONG);
        }
        return Examined.problem(problem, isHeldOut(problem), buckets);
    }

    private boolean isHeldOut(Problem problem) {
        return heldOut
                || (settings.heldOut() instanceof HeldOut.Share part
                        && Examined.question(problem).share() < part.share());
    }
}
