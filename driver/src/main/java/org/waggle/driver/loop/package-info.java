/** The training loop and what it goes through. */
@NullMarked
package org.waggle.driver.loop;

import org.jspecify.annotations.NullMarked;
