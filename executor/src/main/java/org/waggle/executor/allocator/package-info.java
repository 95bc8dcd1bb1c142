/** Built-in rules for how many completions a problem gets. */
@NullMarked
package org.waggle.executor.allocator;

import org.jspecify.annotations.NullMarked;
