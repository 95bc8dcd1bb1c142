package org.waggle.common.recipe;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.waggle.common.data.Doc;
import org.waggle.common.spi.Reward;
import org.waggle.common.spi.Task;

/**
 * One policy of a swarm. What a node doesn't say it has from the recipe: {@link NodeInheritance}.
 *
 * @param model name of its model
 * @param seed its problems follow from it
 * @param task where its training problems come from
 * @param rewards its reward channels
 * @param optimizers how its updates are made, by phase
 * @param frozenIn phases in which it never changes, and only samples
 * @param drawsFrom nodes whose groups it may train on; empty for all
 */
@Doc("One policy of a swarm. Every key may be left out: what a node doesn't say it has from the recipe.")
public record NodeRecipe(
        @Doc("Name of its model, one of models; that of the first phase unless said.")
        String model,

        @Doc("Its training problems follow from it; the recipe's seed plus the node's place, from 0, unless said.")
        long seed,

        @Doc(
                "Where its training problems come from; the recipe's unless said. Evaluators ask all nodes the recipe's held-out problems.")
        Task task,

        @Doc("Its reward channels; the recipe's unless said.")
        Map<String, Reward> rewards,

        @Doc("How its updates are made, by phase; keys that aren't said are the phase's.")
        Map<String, OptimizerRecipe> optimizers,

        @Doc("Phases in which it never changes, and only samples; [] unless said.")
        List<String> frozenIn,

        @Doc("Nodes whose groups it may train on; [], all others, unless said.")
        List<String> drawsFrom)
        implements Serializable {
    /** Sorts the maps. */
    public NodeRecipe {
        rewards = new TreeMap<>(rewards);
        optimizers = new TreeMap<>(optimizers);
        frozenIn = List.copyOf(frozenIn);
        drawsFrom = List.copyOf(drawsFrom);
    }

    /** Whether a phase changes it. */
    public boolean trains(PhaseRecipe phase) {
        return !frozenIn.contains(phase.name());
    }

    /** How a phase updates it. */
    public OptimizerRecipe optimizer(PhaseRecipe phase) {
        return optimizers.getOrDefault(phase.name(), phase.optimizer());
    }

    /** The same node as far as it says something of some phases. */
    NodeRecipe only(Set<String> phases) {
        Map<String, OptimizerRecipe> fewer = new TreeMap<>(optimizers);
        fewer.keySet().retainAll(phases);
        return new NodeRecipe(
                model,
                seed,
                task,
                rewards,
                fewer,
                frozenIn.stream().filter(phases::contains).toList(),
                drawsFrom);
    }

    /** The same node with another task. */
    NodeRecipe with(Task other) {
        return new NodeRecipe(model, seed, other, rewards, optimizers, frozenIn, drawsFrom);
    }
}
