/** What a run will do: its steps, and who trains on what within one. */
@NullMarked
package org.waggle.driver.plan;

import org.jspecify.annotations.NullMarked;
