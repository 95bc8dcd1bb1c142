/** How rollouts are made: samplers and the schedule of their decoding. */
@NullMarked
package org.waggle.executor.sampler;

import org.jspecify.annotations.NullMarked;
