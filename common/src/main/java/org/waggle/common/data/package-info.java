/**
 * The nouns of a run: problems, completions, groups, what is trained on, named randomness, and what a setting means.
 * Depends on the JDK only.
 */
@NullMarked
package org.waggle.common.data;

import org.jspecify.annotations.NullMarked;
