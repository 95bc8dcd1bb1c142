/** What can go wrong, and who has to act. */
@NullMarked
package org.waggle.common.failure;

import org.jspecify.annotations.NullMarked;
