/**
 * The part of the Jinja template language that chat templates use, with Python's values and nothing of Java's: a
 * template can reach no object, file or clock that it isn't handed, and its work is bounded.
 */
@NullMarked
package org.waggle.executor.jinja;

import org.jspecify.annotations.NullMarked;
