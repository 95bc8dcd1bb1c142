/** Groups in, scored groups out. */
@NullMarked
package org.waggle.executor.score;

import org.jspecify.annotations.NullMarked;
