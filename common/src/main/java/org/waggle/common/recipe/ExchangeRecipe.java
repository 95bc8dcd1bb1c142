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

    /** Jobs meet in a folder. */
    @Doc(
            "Jobs of any owner and speed meet in a folder: each publishes its groups as signed files and reads others' as they come. Nobody waits, and nothing of theirs is believed unchecked.")
    record Meet(
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
            boolean publishLogp,

            @Doc("The folder, on any path that Hadoop knows; the same for all jobs that meet.")
            String path,

            @Doc("Name of the swarm: a folder below path; letters, digits, '-' and '_'.")
            String swarm,

            @Doc(
                    "File with the key that this job signs with, on the driver's disk; made, for its owner only, if there is none.")
            String identity,

            @Doc("Whose groups are looked at.") TrustRecipe trust,

            @Doc("Oldest groups of others that are looked at, in seconds since they were published; from 1 to 86400.")
            int stalenessSeconds,

            @Doc(
                    "What is done about questions that no task of ours can tell to be its own: refuse, or accept, where every peer is trusted.")
            Unverifiable unverifiable,

            @Doc("What a file of a peer may be at most.") PeerLimits limits,

            @Doc("When a peer isn't listened to for a while.")
            MuteRecipe mute,

            @Doc(
                    "Folder of a run whose record of drawn groups is repeated: nothing is looked for, or published, in path; '' for a run that meets others.")
            String replay)
            implements Sharing {
        /** What is done about questions that can't be verified. */
        public enum Unverifiable {
            /** They count as wrong. */
            REFUSE,
            /** They are believed. */
            ACCEPT
        }

        /** Checks every range. */
        public Meet {
            check(external, limit, offPolicy, publishLogp);
            Check.that(!path.isBlank(), "path", "''", "must be a folder that all jobs of the swarm can write to");
            Check.that(swarm.matches("[A-Za-z0-9_-]{1,64}"), "swarm", swarm, "must be letters, digits, '-', '_'");
            Check.that(!identity.isBlank(), "identity", "''", "must be a file; it is made if there is none");
            Check.that(
                    stalenessSeconds >= 1 && stalenessSeconds <= 86_400,
                    "staleness-seconds",
                    stalenessSeconds,
                    "must be from 1 to 86400");
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
