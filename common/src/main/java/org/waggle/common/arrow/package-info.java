/** What travels between executors: groups and training items as Arrow streams, one schema each. */
@NullMarked
package org.waggle.common.arrow;

import org.jspecify.annotations.NullMarked;
