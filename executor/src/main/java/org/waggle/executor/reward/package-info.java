/** Built-in reward channels. */
@NullMarked
package org.waggle.executor.reward;

import org.jspecify.annotations.NullMarked;
