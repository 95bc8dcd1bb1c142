/** One self-contained HTML page about a run. */
@NullMarked
package org.waggle.driver.report;

import org.jspecify.annotations.NullMarked;
