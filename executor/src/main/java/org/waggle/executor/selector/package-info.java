/** Built-in rules for which completions are trained on. */
@NullMarked
package org.waggle.executor.selector;

import org.jspecify.annotations.NullMarked;
