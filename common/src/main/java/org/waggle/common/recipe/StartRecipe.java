package org.waggle.common.recipe;

/** Which run of a series the next one starts from. */
public enum StartRecipe {
    /** The one that was promoted last; the recipe's own model as long as none was. */
    PROMOTED,
    /** The last one, whether it was promoted or not. */
    NEWEST
}
