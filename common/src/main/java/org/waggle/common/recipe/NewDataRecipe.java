package org.waggle.common.recipe;

import org.waggle.common.data.Doc;
import org.waggle.common.failure.Check;
import org.waggle.common.spi.Component;

/** Which files of a dataset have come since an earlier run of a series. */
public sealed interface NewDataRecipe extends Component {
    /** Files by the time when they were changed last. */
    @Doc(
            "Files that were changed after the newest one that was taken before; a file that changes is read again, whole.")
    record Modified(
            @Doc(
                    "Files that were changed less than so many minutes ago are left for the next run: they may still be written.")
            int settleMinutes)
            implements NewDataRecipe {
        /** Checks the range. */
        public Modified {
            Check.that(settleMinutes >= 0, "settle-minutes", settleMinutes, "must be >= 0");
        }
    }

    /** Files by the folder of a partition that they lie in. */
    @Doc(
            "Files in partitions, folders such as date=2026-01-31, that come after the last one taken; values are compared as text.")
    record Partition(
            @Doc("Name of the partition, such as date.") String name,

            @Doc(
                    "True if the newest partition is left for a later run, until another follows it: it may still be filled.")
            boolean leaveNewest)
            implements NewDataRecipe {
        /** Checks the name. */
        public Partition {
            Check.that(name.matches("[A-Za-z0-9_.-]+"), "name", name, "must be letters, digits, '_', '.', '-'");
        }
    }
}
