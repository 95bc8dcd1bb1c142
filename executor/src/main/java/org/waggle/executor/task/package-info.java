/** Built-in tasks: problems as functions of seed, split and index. */
@NullMarked
package org.waggle.executor.task;

import org.jspecify.annotations.NullMarked;
