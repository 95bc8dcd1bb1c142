/** The trainer's state as Spark holds it: shards of weights, moments and gradients. */
@NullMarked
package org.waggle.driver.state;

import org.jspecify.annotations.NullMarked;
