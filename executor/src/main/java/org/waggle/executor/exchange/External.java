package org.waggle.executor.exchange;

import java.io.Serializable;
import java.util.Arrays;
import org.waggle.common.data.Completion;
import org.waggle.common.failure.RunException;
import org.waggle.common.recipe.OffPolicyRecipe;

/**
 * How completions that another policy drew count, as the recipe says. One that the node drew itself has no sender, and
 * counts as it is.
 *
 * @param offPolicy what is done about it
 */
public record External(OffPolicyRecipe offPolicy) implements Serializable {
    /** Where {@link Completion#extra} says who drew an external completion. */
    public static final String SENDER = "sender";

    /** Where it says in which step of the sender's run. */
    public static final String ROUND = "sender_round";

    /** Where it says the summed log-probability under the sender's policy, if that was published. */
    public static final String LOGP = "sender_logp";

    /** Whether another policy drew a completion. */
    public static boolean is(Completion completion) {
        return completion.extra().containsKey(SENDER);
    }

    /**
     * What the ratios of a completion's tokens are against, [tokens]; NaN for whatever the policy says then, which
     * makes the ratio 1.
     */
    public float[] oldLogp(Completion completion) {
        if (!is(completion) || offPolicy.comparesWithArrival()) {
            return completion.trace().logpPolicy();
        }
        float[] own = new float[completion.length()];
        Arrays.fill(own, Float.NaN);
        return own;
    }

    /** What a completion's loss is multiplied by. */
    public double weight(Completion completion) {
        return is(completion) && offPolicy.needsSender()
                ? offPolicy.weight(Math.exp(completion.trace().logp() - sent(completion)))
                : 1;
    }

    private static double sent(Completion completion) {
        String logp = completion.extra().get(LOGP);
        if (logp == null) {
            throw RunException.input(
                    "Missing value: the log-probability of a completion of %s (exchange.off-policy weighs by it; its sender must have publish-logp: true)",
                    String.valueOf(completion.extra().get(SENDER)));
        }
        return Double.parseDouble(logp);
    }
}
