/** Problems in, groups of completions out. */
@NullMarked
package org.waggle.executor.rollout;

import org.jspecify.annotations.NullMarked;
