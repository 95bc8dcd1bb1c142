/** Asks the components of a recipe, and tells what they do wrong by their name. */
@NullMarked
package org.waggle.executor.guard;

import org.jspecify.annotations.NullMarked;
