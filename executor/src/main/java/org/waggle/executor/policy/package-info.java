/** A policy as an executor holds it: opened once for each version, shared by all lanes of a JVM. */
@NullMarked
package org.waggle.executor.policy;

import org.jspecify.annotations.NullMarked;
