package org.waggle.executor.reward.external;

import org.waggle.common.data.Doc;
import org.waggle.common.data.Group;
import org.waggle.common.data.Scores;
import org.waggle.common.failure.Check;
import org.waggle.common.spi.Reward;
import org.waggle.common.spi.StepContext;

/**
 * A function in a file of Python. It runs in a process of its own, one in each executor, that is started when it is
 * first asked, and again when it has died or was too slow. It is called as TRL calls reward functions: by keywords
 * {@code prompts}, {@code completions}, {@code answer} and the problem's other columns, each a list with an entry for
 * each completion of a group, and returns a list of numbers.
 */
@Doc(
        "A Python function f(prompts, completions, answer, **columns) over lists that returns a list of numbers, as TRL's.")
public record PythonReward(
        @Doc("The file; on a cluster, a path that every executor sees.")
        String file,

        @Doc("Name of the function.") String function,
        @Doc("The Python to run it with, such as python3.") String executable,

        @Doc("Seconds that a call may take before the process is killed; below engine.component-timeout-seconds.")
        int timeoutSeconds)
        implements Reward {
    /** Checks what can be checked without Python. */
    public PythonReward {
        Check.that(!file.isBlank(), "file", "''", "must be a file of Python");
        Check.that(function.matches("[A-Za-z_][A-Za-z0-9_]*"), "function", function, "must be the name of a function");
        Check.that(!executable.isBlank(), "executable", "''", "must be a Python, such as python3");
        Check.that(timeoutSeconds >= 1, "timeout-seconds", timeoutSeconds, "must be >= 1");
    }

    @Override
    public boolean judgesAlone() {
        return true;
    }

    @Override
    public Scores score(Group group, StepContext context) {
        String reply = PythonCalls.of(this).call(Columns.of(group).toString());
        return Reply.parse(toString(), reply);
    }

    @Override
    public String toString() {
        return "function %s of %s".formatted(function, file);
    }
}
