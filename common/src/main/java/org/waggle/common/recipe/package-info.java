/** The recipe: one strict YAML file as records, read once. */
@NullMarked
package org.waggle.common.recipe;

import org.jspecify.annotations.NullMarked;
