@NullMarked
package org.waggle.executor.recipe;

import org.jspecify.annotations.NullMarked;
