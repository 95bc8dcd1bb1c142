package org.waggle.common.recipe;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Fills in what the nodes of a recipe don't say, before it is read as strictly as the rest. A recipe may leave out
 * {@code nodes} and {@code exchange} themselves: it then has one node, which shares nothing.
 *
 * @param recipe the recipe
 */
record NodeInheritance(YamlNode.Mapping recipe) {
    private static final String NODES = "nodes";
    private static final String OPTIMIZERS = "optimizers";

    /** Fills in a tree that is a map; another is left for its reader to refuse. */
    static void fill(YamlNode root) {
        if (root instanceof YamlNode.Mapping recipe) {
            new NodeInheritance(recipe).fill();
        }
    }

    private void fill() {
        unlessSaid(recipe, "exchange", new YamlNode.Scalar("none", false, recipe.place()));
        unlessSaid(recipe, NODES, new YamlNode.Mapping(new LinkedHashMap<>(), recipe.place()));
        if (recipe.values().get(NODES) instanceof YamlNode.Mapping nodes) {
            int place = 0;
            for (Map.Entry<String, YamlNode> node : new TreeMap<>(nodes.values()).entrySet()) {
                YamlNode said = node.getValue().missing()
                        ? new YamlNode.Mapping(
                                new LinkedHashMap<>(), node.getValue().place())
                        : node.getValue();
                nodes.values().put(node.getKey(), said);
                fill(said, place++);
            }
        }
    }

    private void fill(YamlNode said, int place) {
        if (said instanceof YamlNode.Mapping node) {
            inherit(node, "task");
            inherit(node, "rewards");
            unlessSaid(node, "frozen-in", new YamlNode.Items(List.of(), node.place()));
            unlessSaid(node, "draws-from", new YamlNode.Items(List.of(), node.place()));
            seed(node, place);
            phases().stream().findFirst().ifPresent(phase -> inherit(phase, node, "model"));
            optimizers(node);
        }
    }

    private void seed(YamlNode.Mapping node, int place) {
        if (recipe.values().get("seed") instanceof YamlNode.Scalar seed
                && seed.text().matches("-?\\d{1,18}")) {
            unlessSaid(
                    node, "seed", new YamlNode.Scalar("" + (Long.parseLong(seed.text()) + place), false, seed.place()));
        }
    }

    private void optimizers(YamlNode.Mapping node) {
        unlessSaid(node, OPTIMIZERS, new YamlNode.Mapping(new LinkedHashMap<>(), node.place()));
        if (!(node.values().get(OPTIMIZERS) instanceof YamlNode.Mapping said)) {
            return;
        }
        for (YamlNode.Mapping phase : phases()) {
            if (phase.values().get("name") instanceof YamlNode.Scalar name
                    && phase.values().get("optimizer") instanceof YamlNode.Mapping optimizer) {
                merge(
                        optimizer,
                        unlessSaid(said, name.text(), new YamlNode.Mapping(new LinkedHashMap<>(), optimizer.place())));
            }
        }
    }

    private static void merge(YamlNode.Mapping from, YamlNode to) {
        if (to instanceof YamlNode.Mapping mapping) {
            from.values().forEach((key, value) -> {
                YamlNode said = unlessSaid(mapping, key, value);
                if (value instanceof YamlNode.Mapping below && said != value) {
                    merge(below, said);
                }
            });
        }
    }

    private List<YamlNode.Mapping> phases() {
        List<YamlNode.Mapping> phases = new ArrayList<>();
        if (recipe.values().get("phases") instanceof YamlNode.Items items) {
            for (YamlNode item : items.items()) {
                if (item instanceof YamlNode.Mapping phase) {
                    phases.add(phase);
                }
            }
        }
        return phases;
    }

    private void inherit(YamlNode.Mapping node, String key) {
        inherit(recipe, node, key);
    }

    private static void inherit(YamlNode.Mapping from, YamlNode.Mapping node, String key) {
        YamlNode value = from.values().get(key);
        if (value != null) {
            unlessSaid(node, key, value);
        }
    }

    private static YamlNode unlessSaid(YamlNode.Mapping node, String key, YamlNode value) {
        YamlNode said = node.values().get(key);
        if (said == null || said.missing()) {
            node.values().put(key, value);
            return value;
        }
        return said;
    }
}
