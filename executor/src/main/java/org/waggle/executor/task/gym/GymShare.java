package org.waggle.executor.task.gym;

import java.io.Serializable;
import org.waggle.common.data.Doc;
import org.waggle.common.failure.Check;

/** A part of a mix of tasks. */
@Doc("A part of a mix of reasoning-gym's tasks.")
public record GymShare(
        @Doc("How often it is drawn, relative to the other weights; at least 0.")
        double weight,

        @Doc("The task and its settings.") GymGenerator generator)
        implements Serializable {
    /** Checks the range. */
    public GymShare {
        Check.that(weight >= 0, "weight", weight, "must be >= 0");
    }
}
