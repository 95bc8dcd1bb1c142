/** A run from beginning to end: its folder, its state on disk, and what is told about it. */
@NullMarked
package org.waggle.driver.run;

import org.jspecify.annotations.NullMarked;
