/** How fast the parts of a step are on this machine, beside what it allows. */
@NullMarked
package org.waggle.driver.bench;

import org.jspecify.annotations.NullMarked;
