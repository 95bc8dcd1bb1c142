/** Mathematical answers: found in a text, read, and compared by value. */
@NullMarked
package org.waggle.executor.reward.math;

import org.jspecify.annotations.NullMarked;
