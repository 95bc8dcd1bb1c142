package org.waggle.driver.state;

import java.io.Serializable;
import java.util.List;
import org.waggle.executor.policy.ModelSpec;

/**
 * The models of all nodes without their weights, as they are broadcast.
 *
 * @param specs in the order of the nodes
 */
public record NodeModels(List<ModelSpec> specs) implements Serializable {
    /** Copies the list. */
    public NodeModels {
        specs = List.copyOf(specs);
    }
}
