/**
 * What others see of a run while it goes on: numbers for Prometheus, and what log lines say of where they come from.
 */
@NullMarked
package org.waggle.driver.observe;

import org.jspecify.annotations.NullMarked;
