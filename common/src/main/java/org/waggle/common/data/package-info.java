/**
 * The nouns of a run: problems, completions, groups, what is trained on, and named randomness. Depends on the JDK only.
 */
@NullMarked
package org.waggle.common.data;

import org.jspecify.annotations.NullMarked;
