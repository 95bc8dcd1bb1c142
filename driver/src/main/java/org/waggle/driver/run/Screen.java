package org.waggle.driver.run;

import java.io.PrintStream;
import org.waggle.driver.progress.ProgressDisplay.Surface;

/**
 * Where a run shows itself.
 *
 * @param out where progress goes
 * @param surface whether a bar can be drawn there
 */
public record Screen(PrintStream out, Surface surface) {
    /** Tells a person something. */
    void say(String message) {
        out.println(message);
    }

    /** Tells of something that a person should know. */
    void warn(String message) {
        out.println("warning: " + message);
    }
}
