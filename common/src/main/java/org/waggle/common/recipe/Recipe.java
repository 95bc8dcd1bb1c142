package org.waggle.common.recipe;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.waggle.common.data.Doc;
import org.waggle.common.data.Split;
import org.waggle.common.failure.Check;
import org.waggle.common.spi.Evaluator;
import org.waggle.common.spi.Reward;
import org.waggle.common.spi.Task;

/**
 * A whole post-training run in one file.
 *
 * @param name names the run and its folder
 * @param seed everything random follows from it
 * @param models the models of the run by name
 * @param task where problems come from
 * @param rewards the reward channels by name
 * @param evaluators what is measured on held-out problems, by name
 * @param engine how the work is cut up
 * @param checkpoints when to save and what to keep
 * @param nodes the policies that train side by side, by name; empty for one
 * @param exchange how nodes share their rollouts
 * @param scheduled whether it is run again and again
 * @param phases what is done, in order
 */
@Doc("A whole post-training run in one file.")
public record Recipe(
        @Doc("Names the run; its folder is runs/NAME unless --run says otherwise.")
        String name,

        @Doc("Seed of every random draw; same seed, same run.")
        long seed,

        @Doc("The models of the run by name; phases say which one they train.")
        Map<String, ModelRecipe> models,

        @Doc("Where problems come from.") Task task,

        @Doc("Reward channels by name; each judges every completion.")
        Map<String, Reward> rewards,

        @Doc("What is measured on held-out problems, by name; appears as eval/NAME/… in the metrics.")
        Map<String, Evaluator> evaluators,

        @Doc("How the work is cut up: part of what makes a run reproducible.")
        EngineRecipe engine,

        @Doc("When to save, and what to keep.") CheckpointRecipe checkpoints,

        @Doc(
                "The policies of a swarm by name, which train side by side, each on its own; may be left out or {}: then there is one, of the phases' model.")
        Map<String, NodeRecipe> nodes,

        @Doc("How nodes share their rollouts; may be left out, then they don't.")
        ExchangeRecipe exchange,

        @Doc("Whether it is run again and again, on new data.")
        ScheduledRecipe scheduled,

        @Doc("What is done, in order.") List<PhaseRecipe> phases)
        implements Serializable {

    /** Checks what concerns one key; {@link #contradictions} checks what concerns several. */
    public Recipe {
        Check.that(name.matches("[A-Za-z0-9][A-Za-z0-9._-]*"), "name", name, "must be letters, digits, '.', '_', '-'");
        Check.that(!models.isEmpty(), "models", "{}", "must name at least one model");
        Check.that(!phases.isEmpty(), "phases", "[]", "must have at least one phase");
        for (String taken : List.of("mean", "std", "dropped")) {
            Check.that(!rewards.containsKey(taken), "rewards", taken, "is the name of a metric; choose another");
        }
        models = new TreeMap<>(models);
        rewards = new TreeMap<>(rewards);
        evaluators = new TreeMap<>(evaluators);
        nodes = new TreeMap<>(nodes);
        phases = List.copyOf(phases);
    }

    /** Contradictions between keys, all of them, one sentence each; empty for a sound recipe. */
    public List<String> contradictions() {
        List<String> found = new ArrayList<>();
        List<String> names = phases.stream().map(PhaseRecipe::name).toList();
        if (names.stream().distinct().count() < names.size()) {
            found.add("Invalid phases: %s (names must differ)".formatted(names));
        }
        phases.forEach(phase -> found.addAll(phase.contradictions(this)));
        found.addAll(new NodeContradictions(this).found());
        evaluators.forEach((key, evaluator) -> found.addAll(contradictions(key, evaluator)));
        if (!checkpoints.best().isEmpty() && !measured().contains(checkpoints.best())) {
            found.add("Invalid checkpoints.best: %s (must be empty or one of %s)"
                    .formatted(checkpoints.best(), measured()));
        }
        found.addAll(scheduled.contradictions(this));
        return found;
    }

    /** All that is measured, as EVALUATOR/METRIC. */
    public SortedSet<String> measured() {
        SortedSet<String> names = new TreeSet<>();
        evaluators.forEach((name, evaluator) -> evaluator.metrics().forEach(metric -> names.add(name + "/" + metric)));
        return names;
    }

    private List<String> contradictions(String key, Evaluator evaluator) {
        List<String> found = new ArrayList<>();
        long heldOut = task.size(Split.HELD_OUT);
        if (evaluator.problems() > heldOut) {
            found.add("Invalid evaluators.%s.problems: %d (must be at most the task's %d held-out problems)"
                    .formatted(key, evaluator.problems(), heldOut));
        }
        String objection = evaluator.objection(rewards.keySet());
        if (!objection.isEmpty()) {
            found.add("Invalid evaluators.%s: %s".formatted(key, objection));
        }
        return found;
    }

    /** What a reward that fails means to evaluators: what all phases with rewards say, if they agree; else it stops. */
    public FailedReward failedRewards() {
        List<FailedReward> said = phases.stream()
                .flatMap(phase -> phase instanceof PhaseRecipe.Reinforcement rl
                        ? Stream.of(rl.failedRewards())
                        : Stream.<FailedReward>empty())
                .distinct()
                .toList();
        return said.size() == 1 ? said.get(0) : FailedReward.STOP;
    }

    /** How the model that the first phase trains is given prompts. */
    public PromptRecipe prompts() {
        return trained().prompts();
    }

    /** The model that the first phase trains. */
    public ModelRecipe trained() {
        String name = phases.get(0).model();
        ModelRecipe model = models.get(name);
        if (model == null) {
            throw new IllegalStateException("Missing value: models." + name);
        }
        return model;
    }

    /** The same recipe with another task, which nodes that had the same have too. */
    public Recipe with(Task other) {
        Map<String, NodeRecipe> changed = new TreeMap<>(nodes);
        changed.replaceAll((key, node) -> node.task().equals(task) ? node.with(other) : node);
        return with(other, changed);
    }

    /** The same recipe with another task for a node. */
    public Recipe with(String node, Task other) {
        Map<String, NodeRecipe> changed = new TreeMap<>(nodes);
        changed.computeIfPresent(node, (key, before) -> before.with(other));
        return with(task, changed);
    }

    private Recipe with(Task otherTask, Map<String, NodeRecipe> otherNodes) {
        return new Recipe(
                name,
                seed,
                models,
                otherTask,
                rewards,
                evaluators,
                engine,
                checkpoints,
                otherNodes,
                exchange,
                scheduled,
                phases);
    }

    /**
     * The same recipe with some of its phases, and what nodes say of those; without exchange if none of them samples.
     */
    public Recipe with(String otherName, List<PhaseRecipe> some) {
        Set<String> names = some.stream().map(PhaseRecipe::name).collect(Collectors.toSet());
        Map<String, NodeRecipe> fewer = new TreeMap<>(nodes);
        fewer.replaceAll((key, node) -> node.only(names));
        boolean samples = some.stream().anyMatch(phase -> phase instanceof PhaseRecipe.Reinforcement);
        ExchangeRecipe other = samples ? exchange : new ExchangeRecipe.None();
        return new Recipe(
                otherName,
                seed,
                models,
                task,
                rewards,
                evaluators,
                engine,
                checkpoints,
                fewer,
                other,
                new ScheduledRecipe.None(),
                some);
    }

    /** All nodes by name, also where there is only one: that has the name of its model. */
    public SortedMap<String, NodeRecipe> allNodes() {
        return nodes.isEmpty() ? new TreeMap<>(Map.of(phases.get(0).model(), single())) : new TreeMap<>(nodes);
    }

    /** How a node's model is given prompts; of a node that isn't there as {@link #prompts()}. */
    public PromptRecipe prompts(String node) {
        NodeRecipe known = allNodes().get(node);
        ModelRecipe model = known == null ? null : models.get(known.model());
        return model == null ? prompts() : model.prompts();
    }

    /** What a node trains on and how. */
    public NodeRecipe node(String node) {
        return Objects.requireNonNull(allNodes().get(node), node);
    }

    private NodeRecipe single() {
        Map<String, OptimizerRecipe> optimizers = new TreeMap<>();
        phases.forEach(phase -> optimizers.put(phase.name(), phase.optimizer()));
        return new NodeRecipe(phases.get(0).model(), seed, task, rewards, optimizers, List.of(), List.of());
    }

    /** The same recipe with another seed and another model in place of the one that the first phase trains. */
    public Recipe with(long otherSeed, ModelRecipe model) {
        Map<String, ModelRecipe> others = new TreeMap<>(models);
        others.put(phases.get(0).model(), model);
        return new Recipe(
                name,
                otherSeed,
                others,
                task,
                rewards,
                evaluators,
                engine,
                checkpoints,
                nodes,
                exchange,
                scheduled,
                phases);
    }

    /** Number of steps of all phases together. */
    public int totalSteps() {
        return phases.stream().mapToInt(PhaseRecipe::steps).sum();
    }
}
