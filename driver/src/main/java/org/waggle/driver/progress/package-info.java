/** What a person watches while a run goes on, and what they read when it has ended. */
@NullMarked
package org.waggle.driver.progress;

import org.jspecify.annotations.NullMarked;
