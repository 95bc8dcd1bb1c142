package org.waggle.driver.hint;

import java.util.Optional;

/** Recognises one way in which training goes wrong. A new one is a record of its own, listed in {@link Hints}. */
interface Hint {
    /** What is seen and what to do, in one line, if it is the case at the latest step; empty if all is well. */
    Optional<String> seenIn(Recent recent);
}
