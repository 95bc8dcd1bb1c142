/** Examines a cluster before a run: what it has, what is missing, and what to do. */
@NullMarked
package org.waggle.driver.doctor;

import org.jspecify.annotations.NullMarked;
