/** How training items become gradients. */
@NullMarked
package org.waggle.executor.gradient;

import org.jspecify.annotations.NullMarked;
