/**
 * The decoder: forward pass, backward pass and cached generation in libtorch. No other package knows tensors; what goes
 * in and out are Java arrays and little-endian bytes.
 */
@NullMarked
package org.waggle.executor.engine;

import org.jspecify.annotations.NullMarked;
