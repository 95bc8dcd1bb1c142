package org.waggle.common.recipe;

import org.waggle.common.data.Doc;
import org.waggle.common.failure.Check;
import org.waggle.common.spi.Component;

/** Which policy an objective compares with. */
public sealed interface ReferenceRecipe extends Component {
    /** True if the reference becomes the policy as a step of the phase, counted from 1, finds it. */
    boolean isTakenAt(int step);

    /** There is none. */
    @Doc("No reference policy, for objectives that use none.")
    record None() implements ReferenceRecipe {
        @Override
        public boolean isTakenAt(int step) {
            return false;
        }
    }

    /** The model as it was when the phase began. */
    @Doc("The model as the phase found it, after the phases before, kept as it was.")
    record Initial() implements ReferenceRecipe {
        @Override
        public boolean isTakenAt(int step) {
            return step == 1;
        }
    }

    /** The model as it was some steps ago at most. */
    @Doc("The model as the phase found it, replaced by the model of that time every so many steps.")
    record Periodic(
            @Doc("Steps for which a reference is kept, at least 1.")
            int everySteps) implements ReferenceRecipe {
        /** Checks the number of steps. */
        public Periodic {
            Check.that(everySteps >= 1, "every-steps", everySteps, "must be >= 1");
        }

        @Override
        public boolean isTakenAt(int step) {
            return (step - 1) % everySteps == 0;
        }
    }

    /** What an adapter is added to. */
    @Doc("The model without its adapter, which is there anyway: no further weights are held.")
    record Base() implements ReferenceRecipe {
        @Override
        public boolean isTakenAt(int step) {
            return false;
        }
    }
}
