/** Built-in measurements on held-out problems. */
@NullMarked
package org.waggle.executor.evaluator;

import org.jspecify.annotations.NullMarked;
