package org.waggle.driver.state;

import java.io.Serializable;
import java.util.List;
import org.waggle.executor.policy.InitialWeights;
import org.waggle.executor.policy.ModelSpec;

/**
 * The models of all nodes without their weights, as they are broadcast.
 *
 * @param specs in the order of the nodes
 * @param bases where the weights lie that an adapter is added to, in the order of the nodes
 */
public record NodeModels(List<ModelSpec> specs, List<InitialWeights> bases) implements Serializable {
    /** Copies the lists. */
    public NodeModels {
        specs = List.copyOf(specs);
        bases = List.copyOf(bases);
    }
}
