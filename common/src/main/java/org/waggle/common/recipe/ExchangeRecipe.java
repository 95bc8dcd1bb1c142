package org.waggle.common.recipe;

import org.waggle.common.data.Doc;
import org.waggle.common.failure.Check;
import org.waggle.common.spi.Component;
import org.waggle.common.spi.Draw;

/**
 * How nodes share their rollouts: groups of completions, as text. After SAPO (arXiv:2509.08721, algorithm 1); no
 * weights, gradients or token ids cross. The number of own groups, the paper's I, is a phase's {@code problems}.
 */
public sealed interface ExchangeRecipe extends Component {
    /** Nodes don't share. */
    @Doc("Nodes share nothing.")
    record None() implements ExchangeRecipe {}

    /** An exchange, wherever the others are. */
    sealed interface Sharing extends ExchangeRecipe {
        /** Which of the offered groups are trained on. */
        Draw draw();

        /** The paper's J. */
        int external();

        /** Most groups that a node looks at in a round. */
        int limit();

        /** What is done about completions of another policy. */
        OffPolicyRecipe offPolicy();

        /** Whether groups are shared with their completions' summed log-probabilities. */
        boolean publishLogp();
    }

    /** Nodes of this job share among each other. */
    @Doc("The nodes of this run share their groups of the same round among each other.")
    record Share(
            @Doc("Which of the offered groups a node trains on.")
            Draw draw,

            @Doc("Groups of others that a node wants in a round: the paper's J; its I is the phase's problems.")
            int external,

            @Doc(
                    "Most groups of others that a node looks at in a round; when they are used up, it trains on what it has (exchange/filled).")
            int limit,

            @Doc("What is done about external completions being drawn by another policy.")
            OffPolicyRecipe offPolicy,

            @Doc("True to share each completion's summed log-probability under its sender.")
            boolean publishLogp)
            implements Sharing {
        /** Checks every range. */
        public Share {
            check(external, limit, offPolicy, publishLogp);
        }
    }

    private static void check(int external, int limit, OffPolicyRecipe offPolicy, boolean publishLogp) {
        Check.that(external >= 1, "external", external, "must be >= 1; exchange: none shares nothing");
        Check.that(limit >= external, "limit", limit, "must be at least external " + external);
        Check.that(
                publishLogp || !offPolicy.needsSender(),
                "publish-logp",
                false,
                "must be true: off-policy weighs by the sender's log-probability");
    }
}
