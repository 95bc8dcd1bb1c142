/** The scoring rules of reasoning-gym's tasks. */
@NullMarked
package org.waggle.executor.reward.gym;

import org.jspecify.annotations.NullMarked;
