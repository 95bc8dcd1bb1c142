package org.waggle.executor.reward.external;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waggle.common.data.Group;
import org.waggle.common.data.Problem;
import org.waggle.common.failure.RunException;
import org.waggle.executor.Examples;

class PythonRewardTest {
    private static final Problem PROBLEM = new Problem("1+1", "1+1=", "2", Map.of("level", "easy"));

    @TempDir
    private static Path folder;

    private static Path file = Path.of("");

    @BeforeAll
    static void write() throws IOException {
        file = Files.writeString(folder.resolve("rewards.py"), """
                import os, sys, time

                calls = 0

                def equal(prompts, completions, answer, level, **columns):
                    print("not a reply")
                    assert prompts == ["1+1="] * len(completions) and set(level) == {"easy"}
                    return [1.0 if c == a else 0 for c, a in zip(completions, answer)]

                def number(completions, **columns):
                    return [float(c) for c in completions]

                def counted(completions, **columns):
                    global calls
                    calls += 1
                    if completions[0] == "die":
                        sys.stderr.write("out of luck\\n")
                        sys.stderr.flush()
                        os._exit(3)
                    if completions[0] == "sleep":
                        time.sleep(60)
                    return [calls]

                def nothing(completions, **columns):
                    return [None]
                """);
    }

    private static PythonReward reward(String function) {
        return new PythonReward(file.toString(), function, "python3", 1);
    }

    private static double[] scores(PythonReward reward, String... texts) {
        Group group = Examples.group(PROBLEM, texts);
        return reward.score(group, Examples.CONTEXT).values();
    }

    @Test
    void aFunctionIsCalledAsTrlCallsIt() {
        PythonReward patient = new PythonReward(file.toString(), "equal", "python3", 30);
        assertThat(scores(patient, "2", "3", "naïve \u2028 東京")).containsExactly(1, 0, 0);
    }

    @Test
    void whatItRaisesIsToldWithItsLine() {
        assertThatThrownBy(() -> scores(new PythonReward(file.toString(), "number", "python3", 30), "x"))
                .isInstanceOf(RunException.class)
                .hasMessage("function number of %s failed: ValueError: could not convert string to float: 'x'"
                                .formatted(file)
                        + " (rewards.py line 11)");
        assertThatThrownBy(() -> scores(new PythonReward(file.toString(), "missing", "python3", 30), "x"))
                .isInstanceOf(RunException.class)
                .hasMessageContaining("AttributeError: module 'waggle_reward' has no attribute 'missing'");
    }

    @Test
    void aProcessThatDiesOrHangsIsToldAndStartedAnew() {
        PythonReward reward = new PythonReward(file.toString(), "counted", "python3", 3);
        assertThat(scores(reward, "a")).containsExactly(1);
        assertThat(scores(reward, "a")).containsExactly(2);
        assertThatThrownBy(() -> scores(reward, "die"))
                .isInstanceOf(RunException.class)
                .hasMessage("Cannot call function counted of %s: its process ended; standard error: out of luck"
                        .formatted(file));
        assertThat(scores(reward, "a")).containsExactly(1);
        assertThatThrownBy(() -> scores(reward, "sleep"))
                .isInstanceOf(RunException.class)
                .hasMessage("Cannot call function counted of %s: it took longer than 3 s".formatted(file));
        assertThat(scores(reward, "a")).containsExactly(1);
    }

    @Test
    void whatIsNoNumberIsNoScore() {
        assertThat(scores(new PythonReward(file.toString(), "nothing", "python3", 30), "x"))
                .containsExactly(Double.NaN);
    }

    @Test
    void aPythonThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> scores(new PythonReward("f.py", "f", "no-such-python", 1), "x"))
                .isInstanceOf(RunException.class)
                .hasMessageStartingWith("Cannot start Python for function f of f.py: Cannot run program")
                .hasMessageEndingWith("(see the reward's key executable)");
    }

    @Test
    void settingsThatMeanNothingAreRefused() {
        assertThatThrownBy(() -> reward("not a name"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Invalid function: not a name (must be the name of a function)");
        assertThatThrownBy(() -> new PythonReward("f.py", "f", "python3", 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Invalid timeout-seconds: 0 (must be >= 1)");
    }
}
