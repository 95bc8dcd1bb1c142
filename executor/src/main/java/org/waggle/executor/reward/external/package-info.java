/** Rewards that a user brings: a class of a jar, a function in Python, a service. */
@NullMarked
package org.waggle.executor.reward.external;

import org.jspecify.annotations.NullMarked;
