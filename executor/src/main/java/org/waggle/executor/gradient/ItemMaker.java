package org.waggle.executor.gradient;

import java.io.Serializable;
import org.waggle.common.data.GroupId;
import org.waggle.common.data.TrainingItem;
import org.waggle.executor.tokenizer.Prompts;

/** Makes training items of what a task says of its problems. */
@FunctionalInterface
public interface ItemMaker extends Serializable {
    /**
     * The item of one training problem.
     *
     * @param id what the item is called
     * @param index of the problem
     * @throws org.waggle.common.failure.RunException if it is longer than the model takes
     */
    TrainingItem item(Prompts prompts, GroupId id, long index);
}
