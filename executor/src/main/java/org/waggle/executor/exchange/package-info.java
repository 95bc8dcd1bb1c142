/** What a node makes of the groups that others share: judged by its own rewards, seen by its own policy. */
@NullMarked
package org.waggle.executor.exchange;

import org.jspecify.annotations.NullMarked;
