/** Built-in ways to make one reward of several channels. */
@NullMarked
package org.waggle.executor.composer;

import org.jspecify.annotations.NullMarked;
