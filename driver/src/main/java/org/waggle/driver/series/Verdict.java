package org.waggle.driver.series;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How a scheduled run has ended, and the exit code that says so. */
public enum Verdict {
    /** The metric has not fallen: the run's model is promoted. */
    @JsonProperty("better")
    BETTER(0),
    /** The metric has fallen: the promoted model stays. */
    @JsonProperty("no-better")
    NO_BETTER(10),
    /** Too little has come since the last run: there was none. The code is the one that Airflow's operators skip on. */
    @JsonProperty("nothing-to-do")
    NOTHING_TO_DO(99);

    private final int exitCode;

    Verdict(int exitCode) {
        this.exitCode = exitCode;
    }

    /** Exit code of the process. */
    public int exitCode() {
        return exitCode;
    }
}
