package org.waggle.driver.loop;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.spark.api.java.JavaRDD;
import org.waggle.common.checkpoint.RunFolder;
import org.waggle.common.checkpoint.Storage;
import org.waggle.common.data.SharedGroup;
import org.waggle.common.recipe.ExchangeRecipe.Meet;
import org.waggle.common.recipe.ExchangeRecipe.Sharing;
import org.waggle.common.recipe.NodeRecipe;
import org.waggle.common.spi.Task;
import org.waggle.common.swarm.Drawn;
import org.waggle.common.swarm.Identity;
import org.waggle.common.swarm.Member;
import org.waggle.common.swarm.PeerFolder;
import org.waggle.common.swarm.PeerFolder.Settled;
import org.waggle.driver.stage.ExchangeStage.Report;
import org.waggle.driver.stage.ExchangeStage.Taken;
import org.waggle.driver.stage.OfferStage;
import org.waggle.driver.stage.OfferStage.Offered;
import org.waggle.driver.stage.RunContext;
import org.waggle.driver.stage.ScoreStage.Scored;

/**
 * Jobs that meet in a folder. The driver publishes and draws, a node after the other: it has the key, and what crosses
 * it is text, bounded by the recipe's limits.
 */
public final class OtherJobs implements Peers {
    private final Meet meet;
    private final OfferStage stage;
    private final List<PeerFolder> folders;
    private final Consumer<String> told;
    private List<Drawn> round = List.of();

    private OtherJobs(Meet meet, OfferStage stage, List<PeerFolder> folders, Consumer<String> told) {
        this.meet = meet;
        this.stage = stage;
        this.folders = folders;
        this.told = told;
    }

    /**
     * Joins a swarm with every node of a run.
     *
     * @param folder where the run keeps its record
     * @param finished last step that needn't be made again
     * @param told gets lines for the log
     */
    public static OtherJobs join(RunContext context, Meet meet, RunFolder folder, int finished, Consumer<String> told) {
        Identity identity = Identity.in(Path.of(meet.identity()));
        Storage storage = new Storage(context.spark().hadoopConfiguration());
        List<PeerFolder> folders = context.each(node -> PeerFolder.open(
                        storage,
                        meet,
                        member(context, folder, identity, node),
                        tasks(context, node),
                        folder.exchange(),
                        InstantSource.system())
                .after(finished));
        told.accept(
                "Meets others in %s as %s".formatted(meet.path(), identity.key().fingerprint()));
        return new OtherJobs(meet, new OfferStage(context), folders, told);
    }

    private static Member member(RunContext context, RunFolder folder, Identity identity, int node) {
        NodeRecipe recipe = context.nodeRecipes().get(node);
        return new Member(
                identity,
                context.names().get(node),
                folder.root().getName(),
                "%,d parameters".formatted(context.specs().get(node).parameters()),
                kind(recipe.task()),
                String.join(", ", recipe.rewards().keySet()));
    }

    /**
     * What a node takes problems of: its own task; and the one that evaluations ask, whose held-out ones it refuses.
     */
    private static Map<String, List<Task>> tasks(RunContext context, int node) {
        Task own = context.nodeRecipes().get(node).task();
        Task evaluated = context.recipe().task();
        List<Task> asked = new ArrayList<>(List.of(new AskedTask(context.task(node))));
        if (!evaluated.equals(own) && kind(evaluated).equals(kind(own))) {
            asked.add(new AskedTask(context.task()));
        }
        return Map.of(kind(own), asked);
    }

    /** What jobs with the same kind of task call it. */
    private static String kind(Task task) {
        return task.getClass().getSimpleName();
    }

    @Override
    public JavaRDD<Offered> offers(NodeDecisions decisions, Sharing sharing, Scored drawn) {
        int step = decisions.step().number();
        List<List<SharedGroup>> own = stage.shared(sharing.publishLogp(), drawn.batches());
        List<Drawn> found = new ArrayList<>();
        for (int node = 0; node < folders.size(); node++) {
            folders.get(node).publish(step, own.get(node)).forEach(told);
        }
        for (int node = 0; node < folders.size(); node++) {
            found.add(
                    decisions.receives(node)
                            ? folders.get(node).draw(step, decisions.exchangeSeed(node), meet.limit())
                            : Drawn.NONE);
        }
        round = List.copyOf(found);
        return stage.brought(found.stream().map(OtherJobs::groups).toList());
    }

    /** The groups of a draw, by senders whom no other job has. */
    private static List<SharedGroup> groups(Drawn drawn) {
        return drawn.groups().stream()
                .map(taken -> taken.group()
                        .from(taken.source().peer() + "/" + taken.group().sender()))
                .toList();
    }

    @Override
    public Map<String, Double> settle(NodeDecisions decisions, Scored drawn, Taken taken) {
        Map<String, Double> numbers = new TreeMap<>();
        for (Report report : taken.reports()) {
            if (decisions.receives(report.node())) {
                double reward = StepMetrics.reward(drawn.of(report.node()).groups());
                Settled settled = folders.get(report.node())
                        .settle(
                                decisions.step().number(),
                                round.get(report.node()),
                                new Drawn.Use(report.examined(), report.rejected(), report.taken(), reward));
                settled.lines().forEach(told);
                count(numbers, settled);
            }
        }
        return numbers;
    }

    private static void count(Map<String, Double> numbers, Settled settled) {
        settled.rejected()
                .forEach((reason, count) ->
                        numbers.merge(SwarmMetrics.REJECTED + reason.label(), (double) count, Double::sum));
        numbers.merge("exchange/duplicates", (double) settled.duplicates(), Double::sum);
        numbers.merge("exchange/muted", (double) settled.muted(), Double::sum);
        numbers.merge("exchange/listings", (double) settled.cost().listings(), Double::sum);
        numbers.merge("exchange/files", (double) settled.cost().files(), Double::sum);
        numbers.merge("exchange/bytes_read", (double) settled.cost().bytes(), Double::sum);
    }

    @Override
    public void close() {
        folders.forEach(PeerFolder::close);
    }
}
