package org.waggle.common.recipe;

import org.waggle.common.data.Doc;
import org.waggle.common.spi.Component;

/** Which policy a KL penalty pulls towards. */
public sealed interface ReferenceRecipe extends Component {
    /** There is none. */
    @Doc("No reference policy, for objectives that use none.")
    record None() implements ReferenceRecipe {}

    /** The model as it was when the phase began. */
    @Doc("The model as the phase found it, kept as it was.")
    record Initial() implements ReferenceRecipe {}
}
