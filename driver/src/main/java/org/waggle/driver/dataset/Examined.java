package org.waggle.driver.dataset;

import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.waggle.common.data.Chat;
import org.waggle.common.data.Problem;

/** A row of a source after it was looked at, as it goes through Spark's shuffle. */
final class Examined {
    /** Which file it goes into. */
    static final String BUCKET = "bucket";

    /** {@link Fingerprint} of the question; equal ones lie side by side. */
    static final String QUESTION = "question";

    /** Whether it must not be trained on. */
    static final String HELD_OUT = "held_out";

    /** {@link Fingerprint} of all that it says. */
    static final String CONTENT = "content";

    private static final String FATE = "fate";
    private static final String ID = "id";
    private static final String PROMPT = "prompt";
    private static final String CHAT = "chat";
    private static final String ANSWER = "answer";
    private static final String EXTRA = "extra";

    static final StructType SCHEMA = new StructType()
            .add(FATE, DataTypes.StringType)
            .add(BUCKET, DataTypes.IntegerType)
            .add(QUESTION, DataTypes.BinaryType)
            .add(HELD_OUT, DataTypes.BooleanType)
            .add(CONTENT, DataTypes.BinaryType)
            .add(ID, DataTypes.StringType)
            .add(PROMPT, DataTypes.StringType)
            .add(CHAT, DataTypes.StringType)
            .add(ANSWER, DataTypes.StringType)
            .add(EXTRA, DataTypes.StringType);

    private Examined() {}

    /** A problem; its fate is its split, as far as a row alone can tell. */
    static Row problem(Problem problem, boolean heldOut, int buckets) {
        String extra = ExtraText.of(problem.extra());
        Fingerprint question = question(problem);
        Fingerprint content = Fingerprint.of(problem.id() + '\n' + problem.answer() + '\n' + extra);
        return RowFactory.create(
                (heldOut ? Fate.HELD_OUT : Fate.TRAIN).name(),
                question.bucket(buckets),
                question.bits(),
                heldOut,
                content.bits(),
                problem.id(),
                problem.prompt(),
                problem.chat().json(),
                problem.answer(),
                extra);
    }

    /** A row that is only counted. */
    static Row dropped(Fate fate) {
        return RowFactory.create(fate.name(), 0, new byte[0], false, new byte[0], "", "", "", "", "");
    }

    static Fingerprint question(Problem problem) {
        return Fingerprint.question(
                problem.chat().isEmpty() ? problem.prompt() : problem.chat().json());
    }

    static Fate fate(Row row) {
        return Fate.valueOf(row.getAs(FATE));
    }

    static Problem problem(Row row) {
        Map<String, String> extra = ExtraText.parse(row.getAs(EXTRA));
        return new Problem(row.getAs(ID), row.getAs(PROMPT), new Chat(row.getAs(CHAT)), row.getAs(ANSWER), extra);
    }
}
