/** What a step measured, as a line of the run folder's metrics.jsonl, and what follows from the lines of a run. */
@NullMarked
package org.waggle.driver.metrics;

import org.jspecify.annotations.NullMarked;
