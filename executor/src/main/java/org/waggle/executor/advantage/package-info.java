/** Built-in advantage estimators: rewards in, one number for each token out. */
@NullMarked
package org.waggle.executor.advantage;

import org.jspecify.annotations.NullMarked;
