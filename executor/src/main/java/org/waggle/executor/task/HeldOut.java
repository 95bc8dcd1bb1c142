package org.waggle.executor.task;

import org.waggle.common.data.Doc;
import org.waggle.common.failure.Check;
import org.waggle.common.spi.Component;

/** Which problems of a dataset are measured on and never trained on. */
public sealed interface HeldOut extends Component {
    /** A share of the problems, chosen by a hash of the question. */
    @Doc("A share of the problems, chosen by a hash of the question, so that new data never moves an old problem.")
    record Share(@Doc("Share of the problems, in [0, 1).") double share) implements HeldOut {
        /** Checks the range. */
        public Share {
            Check.that(share >= 0 && share < 1, "share", share, "must be in [0, 1)");
        }
    }

    /** All problems of further files. */
    @Doc(
            "All problems of further files, with the same format and columns; training problems that are among them are dropped.")
    record Files(
            @Doc("A file, a folder or a pattern such as data/test-*.parquet; local or any Hadoop URI.")
            String path) implements HeldOut {
        /** Checks that a path is there. */
        public Files {
            Check.that(!path.isBlank(), "path", "''", "must name files");
        }
    }
}
