package org.waggle.integration.component;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
import org.waggle.common.checkpoint.RunFolder;
import org.waggle.common.checkpoint.Storage;
import org.waggle.common.data.Problem;
import org.waggle.common.data.Seed;
import org.waggle.common.data.SharedGroup;
import org.waggle.common.data.SharedGroup.SharedCompletion;
import org.waggle.common.data.Split;
import org.waggle.common.data.StopReason;
import org.waggle.common.recipe.ExchangeRecipe.Meet;
import org.waggle.common.recipe.MuteRecipe;
import org.waggle.common.recipe.OffPolicyRecipe;
import org.waggle.common.recipe.PeerLimits;
import org.waggle.common.recipe.TrustRecipe;
import org.waggle.common.swarm.Drawn;
import org.waggle.common.swarm.Identity;
import org.waggle.common.swarm.Member;
import org.waggle.common.swarm.PeerFolder;
import org.waggle.executor.exchange.UniformUnfiltered;
import org.waggle.executor.task.Addition;

/**
 * A job without a model that meets others: each round it publishes, draws, settles and saves its state, as a run does.
 * Killed and started again, it goes on from its last state. Arguments: folder on HDFS, name, number of rounds, local
 * folder.
 */
public final class SwarmJob {
    private static final Addition TASK = new Addition(0, 9_999, 19_998, "{a}+{b}=", 100, 0);
    private static final int OWN = 4;
    private static final int WANTED = 4;
    private static final int ROUND_MILLIS = 25;

    private SwarmJob() {}

    /** Runs a job to its last round. */
    public static void main(String[] args) throws InterruptedException {
        Storage storage = new Storage(new Configuration());
        RunFolder run = new RunFolder(new org.apache.hadoop.fs.Path(args[0] + "/runs/" + args[1]));
        org.apache.hadoop.fs.Path saved = new org.apache.hadoop.fs.Path(run.root(), "state");
        Member member = new Member(
                Identity.in(Path.of(args[3], args[1] + ".pem")), "policy", args[1], "none", "addition", "exact-match");
        int round = 1;
        try (PeerFolder folder = PeerFolder.open(
                storage,
                meet(args[0] + "/meeting"),
                member,
                Map.of("addition", List.of(TASK)),
                run.exchange(),
                InstantSource.system())) {
            if (storage.exists(saved)) {
                byte[] state = storage.read(saved);
                round = state[0] + 1;
                folder.restore(java.util.Arrays.copyOfRange(state, 1, state.length));
            }
            for (; round <= Integer.parseInt(args[2]); round++) {
                folder.publish(round, groups(args[1], round));
                Drawn drawn = folder.draw(round, new Seed(args[1].hashCode()).at(round), WANTED);
                folder.settle(round, drawn, drawn.groups().size());
                byte[] state = folder.state();
                byte[] numbered = new byte[state.length + 1];
                numbered[0] = (byte) round;
                System.arraycopy(state, 0, numbered, 1, state.length);
                storage.replace(saved, numbered);
                // What a round of a run would take; jobs go at different speeds.
                TimeUnit.MILLISECONDS.sleep(ROUND_MILLIS * (long) (1 + args[1].length() % 3));
            }
        }
    }

    private static List<SharedGroup> groups(String job, int round) {
        List<SharedGroup> groups = new ArrayList<>();
        for (int i = 0; i < OWN; i++) {
            Problem problem = TASK.problem(new Seed(job.hashCode()), Split.TRAIN, (long) round * OWN + i);
            groups.add(new SharedGroup(
                    "policy",
                    round,
                    i,
                    round,
                    problem,
                    List.of(new SharedCompletion(
                            problem.answer(), StopReason.END_OF_SEQUENCE, OptionalDouble.empty()))));
        }
        return groups;
    }

    private static Meet meet(String path) {
        return new Meet(
                new UniformUnfiltered(),
                WANTED,
                WANTED,
                new OffPolicyRecipe.None(),
                false,
                path,
                "chaos",
                "identity.pem",
                new TrustRecipe.Any(),
                600,
                Meet.Unverifiable.REFUSE,
                new PeerLimits(1 << 20, 64, 64, 4096, 60, 1 << 20),
                new MuteRecipe(8, -1e300, 10),
                "");
    }
}
