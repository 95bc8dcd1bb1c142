/** Built-in losses with their exact derivatives, over plain arrays. */
@NullMarked
package org.waggle.executor.objective;

import org.jspecify.annotations.NullMarked;
