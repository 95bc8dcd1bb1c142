/** Datasets: a run's files become a snapshot of problems in its folder, which executors read by index. */
@NullMarked
package org.waggle.driver.dataset;

import org.jspecify.annotations.NullMarked;
