/** The stages of a step, each a few Spark transformations around a worker that knows no Spark. */
@NullMarked
package org.waggle.driver.stage;

import org.jspecify.annotations.NullMarked;
