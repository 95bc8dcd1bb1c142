/**
 * A recipe that is run again and again, on what came since the last time: one run folder a time, one promoted model.
 */
@NullMarked
package org.waggle.driver.series;

import org.jspecify.annotations.NullMarked;
