package org.waggle.executor.task.gym;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import org.waggle.common.spi.Component;

/** Makes the questions of one of reasoning-gym's tasks, with settings of its own. */
public sealed interface GymGenerator extends Component
        permits Arc1d,
                BaseConversion,
                BasicArithmetic,
                Bf,
                BinaryMatrix,
                CalendarArithmetic,
                DecimalArithmetic,
                FractionSimplification,
                PropositionalLogic {
    /** Which task it is. */
    GymKind kind();

    /** A question, empty if what was drawn makes none; {@code chance} is asked for all that is random in it. */
    Optional<GymQuestion> draw(Chance chance);

    /** Makes questions again. */
    @FunctionalInterface
    interface Remaker {
        /**
         * All questions that metadata can stand for, whatever the settings they were made with.
         *
         * @param metadata what the maker noted; a stranger's, so anything may be wrong with it, which may be told by
         *     any exception
         * @param question as it was asked, for what metadata don't say
         */
        List<GymQuestion> remade(JsonNode metadata, String question);
    }
}
