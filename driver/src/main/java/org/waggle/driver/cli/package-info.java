/** The command line: the only place that writes to the terminal. */
@NullMarked
package org.waggle.driver.cli;

import org.jspecify.annotations.NullMarked;
