/** Training items in, one lane's gradient out. */
@NullMarked
package org.waggle.executor.gradient;

import org.jspecify.annotations.NullMarked;
