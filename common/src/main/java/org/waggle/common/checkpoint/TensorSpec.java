package org.waggle.common.checkpoint;

/**
 * Name, type and shape of a tensor in a file.
 *
 * @param name its name, unique in the file
 * @param dtype type of its numbers
 * @param shape extents, outermost first; empty for a scalar
 */
public record TensorSpec(String name, Dtype dtype, long... shape) {
    /** Size in bytes. */
    public long bytes() {
        return dtype.bytes(shape);
    }
}
