package org.waggle.common.recipe;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the nodes of a recipe contradict.
 *
 * @param recipe the recipe
 */
record NodeContradictions(Recipe recipe) {
    /** All contradictions, one sentence each. */
    List<String> found() {
        List<String> found = new ArrayList<>();
        recipe.nodes().forEach((name, node) -> found.addAll(found(name, node)));
        if (recipe.exchange() instanceof ExchangeRecipe.Share && recipe.nodes().size() < 2) {
            found.add("Invalid exchange: share (must have at least two nodes to share among)");
        }
        if (recipe.scheduled() instanceof ScheduledRecipe.Series
                && recipe.nodes().size() > 1) {
            found.add(
                    "Invalid scheduled: series (must be none for a recipe of several nodes: a series promotes one model)");
        }
        if (recipe.exchange() instanceof ExchangeRecipe.Meet
                && recipe.phases().stream().noneMatch(phase -> phase instanceof PhaseRecipe.Reinforcement)) {
            found.add("Invalid exchange: meet (must have a phase of type rl, which has groups to share)");
        }
        recipe.phases().stream()
                .filter(phase -> !(phase instanceof PhaseRecipe.Reinforcement))
                .filter(phase -> recipe.allNodes().values().stream().noneMatch(node -> node.trains(phase)))
                .forEach(phase -> found.add(
                        "Invalid phases.%s: every node is frozen in it (one must train)".formatted(phase.name())));
        return found;
    }

    private List<String> found(String name, NodeRecipe node) {
        String key = "nodes." + name;
        List<String> found = new ArrayList<>();
        if (!recipe.models().containsKey(node.model())) {
            found.add("Invalid %s.model: %s (must be one of %s)"
                    .formatted(key, node.model(), recipe.models().keySet()));
        }
        Set<String> others = new TreeSet<>(recipe.nodes().keySet());
        others.remove(name);
        if (recipe.exchange() instanceof ExchangeRecipe.Meet
                && !node.drawsFrom().isEmpty()) {
            found.add(
                    "Invalid %s.draws-from: %s (must be [] where jobs meet: exchange.trust says whose groups are read)"
                            .formatted(key, node.drawsFrom()));
        }
        node.drawsFrom().stream()
                .filter(from -> !others.contains(from))
                .forEach(from ->
                        found.add("Invalid %s.draws-from: %s (must be some of %s)".formatted(key, from, others)));
        List<String> phases = recipe.phases().stream().map(PhaseRecipe::name).toList();
        node.frozenIn().stream()
                .filter(phase -> !phases.contains(phase))
                .forEach(phase ->
                        found.add("Invalid %s.frozen-in: %s (must be some of %s)".formatted(key, phase, phases)));
        node.optimizers().keySet().stream()
                .filter(phase -> !phases.contains(phase))
                .forEach(phase ->
                        found.add("Invalid %s.optimizers: %s (must be some of %s)".formatted(key, phase, phases)));
        recipe.phases().forEach(phase -> found.addAll(found(key, node, phase)));
        return found;
    }

    private static List<String> found(String key, NodeRecipe node, PhaseRecipe phase) {
        List<String> found = new ArrayList<>();
        if (phase instanceof PhaseRecipe.Supervised && !node.task().hasDemonstrations()) {
            found.add("Invalid %s.task: it has no demonstrations (phase %s learns from them)"
                    .formatted(key, phase.name()));
        }
        if (phase instanceof PhaseRecipe.Pairs && !node.task().hasPreferences()) {
            found.add(
                    "Invalid %s.task: it has no preferences (phase %s learns from them)".formatted(key, phase.name()));
        }
        if (phase instanceof PhaseRecipe.Reinforcement rl) {
            String objection = rl.composer().objection(node.rewards().keySet());
            if (!objection.isEmpty()) {
                found.add("Invalid %s.rewards: composer of phase %s: %s".formatted(key, phase.name(), objection));
            }
        }
        return found;
    }
}
