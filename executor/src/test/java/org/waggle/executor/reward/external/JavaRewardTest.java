package org.waggle.executor.reward.external;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.waggle.common.spi.CompletionReward;
import org.waggle.executor.Examples;

class JavaRewardTest {
    /** Its constructor asks for something. */
    public record Demanding(double score) implements CompletionReward {
        @Override
        public double score(org.waggle.common.data.Problem problem, org.waggle.common.data.Completion completion) {
            return score;
        }
    }

    @Test
    void aClassIsAskedByItsName() {
        JavaReward reward = new JavaReward(OwnReward.class.getName());
        assertThat(reward.score(Examples.group(Examples.PROBLEM, "2", "3"), Examples.CONTEXT)
                        .values())
                .containsExactly(1, 0);
    }

    @Test
    void aClassThatIsMissingOrOfAnotherTypeIsRefused() {
        assertThatThrownBy(() -> new JavaReward("com.example.None"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Invalid class-name: com.example.None (there is no such class: name its jar by --jars)");
        assertThatThrownBy(() -> new JavaReward("java.lang.String"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Invalid class-name: java.lang.String"
                        + " (must implement org.waggle.common.spi.Reward or CompletionReward)");
        String demanding = Demanding.class.getName();
        assertThatThrownBy(() -> new JavaReward(demanding))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Invalid class-name: " + demanding
                        + " (must be public, with a public constructor without arguments)");
    }
}
