package org.waggle.executor.engine;

/** What a gradient pass keeps of its forward pass. */
public enum Activations {
    /** Everything that the backward pass needs. */
    KEPT,
    /**
     * The input of each layer: the backward pass computes the layer again. A third more time, a fraction of the memory.
     */
    RECOMPUTED
}
