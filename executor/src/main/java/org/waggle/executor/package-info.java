/** What runs on a worker, without knowing Spark: generation, rewards, gradients, the optimizer. */
@NullMarked
package org.waggle.executor;

import org.jspecify.annotations.NullMarked;
