package org.waggle.driver.loop;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.waggle.common.data.GroupId;
import org.waggle.common.data.GroupSummary;
import org.waggle.common.data.Pick;
import org.waggle.common.data.Seed;
import org.waggle.common.recipe.NodeRecipe;
import org.waggle.common.recipe.PhaseRecipe.Reinforcement;
import org.waggle.common.spi.AdvantageEstimator;
import org.waggle.common.spi.Allocator;
import org.waggle.common.spi.Allocator.Allotment;
import org.waggle.common.spi.Batch;
import org.waggle.common.spi.Component;
import org.waggle.common.spi.Draw;
import org.waggle.common.spi.Selector;
import org.waggle.common.spi.StepContext;
import org.waggle.driver.plan.Step;
import org.waggle.executor.guard.Guarded;
import org.waggle.executor.rollout.RolloutRequest;

/**
 * What a phase's components decide from summaries. Each is asked once for every node, with that node's groups alone:
 * policies don't compete with each other for samples, places in the batch or baselines.
 *
 * @param step the step
 * @param phase its phase
 * @param nodes the nodes, in their order
 * @param shares how many groups each node draws and wants of others, [nodes]
 * @param seed seed of the run
 * @param timeoutSeconds seconds that a decision may take
 */
record NodeDecisions(
        Step step,
        Reinforcement phase,
        List<NodeRecipe> nodes,
        List<Draw.Shares> shares,
        Seed seed,
        int timeoutSeconds) {
    /**
     * The next round of all nodes, empty if none wants more. A node that had enough once isn't asked again.
     *
     * @param rounds what was drawn so far by all nodes, one list for each round
     */
    List<RolloutRequest> next(List<List<GroupSummary>> rounds) {
        List<RolloutRequest> requests = new ArrayList<>();
        for (int node = 0; node < nodes.size(); node++) {
            int own = node;
            List<List<GroupSummary>> drawn =
                    rounds.stream().map(round -> of(own, round)).toList();
            if (drawn.stream().noneMatch(List::isEmpty)) {
                allotments(node, drawn).forEach(allotment -> requests.add(request(own, allotment, drawn)));
            }
        }
        return requests;
    }

    /** Whether a node looks at groups of others. */
    boolean receives(int node) {
        return nodes.get(node).trains(phase) && shares.get(node).external() > 0;
    }

    /** What the order in which a node looks at groups of others follows from. */
    Seed exchangeSeed(int node) {
        return seed.at("exchange").at(step.number()).at(node);
    }

    private List<Allotment> allotments(int node, List<List<GroupSummary>> drawn) {
        Guarded<Allocator> allocator = guarded("allocator", phase.allocator());
        StepContext context = context("allocate", node);
        StepContext round = context.with(context.seed().at(drawn.size()));
        int problems = shares.get(node).local();
        return allocator.ask(
                about(node),
                it -> DecisionCheck.allotments(allocator, problems, it.next(problems, drawn, round), about(node)));
    }

    /** What all nodes train on; nothing where they are frozen. */
    List<Pick> picks(List<GroupSummary> batch) {
        return IntStream.range(0, nodes.size())
                .filter(node -> nodes.get(node).trains(phase))
                .boxed()
                .flatMap(node -> picks(node, comparable(of(node, batch))).stream())
                .toList();
    }

    /** Without the groups that so many completions were dropped of that the advantage has nothing to compare. */
    private List<GroupSummary> comparable(List<GroupSummary> batch) {
        return batch.stream()
                .filter(group -> group.dropped() == 0
                        || group.samples().size() >= phase.advantage().smallestGroup())
                .toList();
    }

    private List<Pick> picks(int node, List<GroupSummary> batch) {
        Guarded<Selector> selector = guarded("selector", phase.selector());
        return selector.ask(
                about(node),
                it -> DecisionCheck.picks(selector, batch, it.select(batch, context("select", node)), about(node)));
    }

    /**
     * The estimator of each node, fitted to its batch, [nodes]. Without limit of time, as it may ask the executors.
     *
     * @param batches what each node has sampled
     */
    List<Guarded<AdvantageEstimator>> estimators(IntFunction<Batch> batches) {
        Guarded<AdvantageEstimator> estimator = guarded("advantage", phase.advantage());
        return IntStream.range(0, nodes.size())
                .mapToObj(node -> estimator.with(estimator.askPatiently(
                        about(node), it -> it.fittedTo(batches.apply(node), context("advantage", node)))))
                .toList();
    }

    private <C extends Component> Guarded<C> guarded(String axis, C component) {
        return Guarded.of(axis, component, phase.name(), timeoutSeconds);
    }

    private String about(int node) {
        return "step %d, node %d".formatted(step.number(), node);
    }

    private RolloutRequest request(int node, Allotment allotment, List<List<GroupSummary>> drawn) {
        GroupId id = new GroupId(step.number(), node, allotment.problem());
        int first = drawn.stream()
                .flatMap(List::stream)
                .filter(group -> group.id().equals(id))
                .mapToInt(GroupSummary::drawn)
                .sum();
        return new RolloutRequest(
                id, step.firstProblem() + allotment.problem(), first, allotment.samples(), drawn.size());
    }

    private static List<GroupSummary> of(int node, List<GroupSummary> batch) {
        return batch.stream().filter(summary -> summary.id().node() == node).toList();
    }

    private StepContext context(String component, int node) {
        return new StepContext(
                step.inPhase(),
                phase.steps(),
                seed.at(component).at(step.number()).at(node));
    }
}
