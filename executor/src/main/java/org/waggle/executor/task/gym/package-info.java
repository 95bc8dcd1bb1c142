/** Nine tasks of reasoning-gym: questions are made, and made again to check those of others. */
@NullMarked
package org.waggle.executor.task.gym;

import org.jspecify.annotations.NullMarked;
