/** Every sample of a run as a Parquet table: written by tasks, read by SQL and by the report. */
@NullMarked
package org.waggle.driver.store;

import org.jspecify.annotations.NullMarked;
