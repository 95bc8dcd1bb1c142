package org.waggle.executor.task.gym;

import java.util.Map;
import org.waggle.common.data.Chat;
import org.waggle.common.data.Problem;
import org.waggle.common.data.Seed;

/** Questions as problems. */
final class GymProblem {
    /** Column with what the scorers read, as JSON. */
    static final String METADATA = "metadata";

    /** Column with reasoning-gym's name of the task. */
    static final String TASK = "task";

    /** Column with the name of the part of the mix. */
    static final String KIND = "kind";

    private static final Seed NAMES = new Seed(0).at("reasoning-gym").at("names");

    private GymProblem() {}

    /** A question in one of its wordings, as plain text. */
    static Problem of(GymQuestion question, String wording) {
        return of(
                question, wording, Chat.NONE, question.answer(), question.kind().task());
    }

    /** A question in one of its wordings; named by both, so that a name has one text. */
    static Problem of(GymQuestion question, String wording, Chat chat, String answer, String kind) {
        String task = question.kind().task();
        String name = Long.toHexString(NAMES.at(question.key()).at(wording).bits());
        return new Problem(
                task + "-" + name, wording, chat, answer, Map.of(METADATA, question.noted(), TASK, task, KIND, kind));
    }
}
