/** Components that only tests have, as a user's jar would bring them. */
@NullMarked
package org.waggle.integration.component;

import org.jspecify.annotations.NullMarked;
