/** AdamW over shards of a model's flat vector, its learning rate and the clip of the gradient's norm. */
@NullMarked
package org.waggle.executor.optimizer;

import org.jspecify.annotations.NullMarked;
