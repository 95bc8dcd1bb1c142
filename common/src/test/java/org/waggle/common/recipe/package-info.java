@NullMarked
package org.waggle.common.recipe;

import org.jspecify.annotations.NullMarked;
