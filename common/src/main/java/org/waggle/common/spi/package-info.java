/** The axes on which a run can be varied: one interface each; a component is a record that is setting and algorithm. */
@NullMarked
package org.waggle.common.spi;

import org.jspecify.annotations.NullMarked;
