package org.waggle.driver.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.waggle.common.checkpoint.Storage;
import org.waggle.common.data.SamplingSettings;
import org.waggle.common.data.Seed;
import org.waggle.common.failure.RunException;
import org.waggle.common.recipe.AdapterRecipe.Lora;
import org.waggle.common.recipe.ModelRecipe;
import org.waggle.common.recipe.ModelRecipe.Pretrained;
import org.waggle.common.recipe.ModelRecipe.RandomLlama;
import org.waggle.common.recipe.PhaseRecipe;
import org.waggle.common.recipe.PhaseRecipe.Reinforcement;
import org.waggle.common.recipe.Recipe;

/** The models that a recipe names. */
final class Models {
    private Models() {}

    /** The model that each node trains, by the node's name. */
    static List<Model> ofNodes(Recipe recipe, Storage storage) {
        String name = recipe.phases().get(0).model();
        recipe.phases().forEach(phase -> requireSame(name, phase));
        Map<String, Model> opened = new TreeMap<>();
        List<Model> models = new ArrayList<>();
        recipe.allNodes()
                .forEach((node, settings) ->
                        models.add(opened.computeIfAbsent(settings.model(), model -> open(model, recipe, storage))
                                .named(node)));
        return models;
    }

    private static Model open(String name, Recipe recipe, Storage storage) {
        ModelRecipe model = recipe.models().get(name);
        if (model == null) {
            throw new IllegalStateException("Missing value: models." + name);
        }
        Model opened = open(name, model, recipe, storage);
        requireRoom(recipe, opened.spec().shape().maxPositions());
        return opened;
    }

    private static void requireRoom(Recipe recipe, int positions) {
        for (PhaseRecipe phase : recipe.phases()) {
            if (phase instanceof Reinforcement reinforcement) {
                requireRoom(
                        "phases.%s.sampler".formatted(phase.name()),
                        reinforcement.sampler().settings(),
                        positions);
            }
        }
        recipe.evaluators()
                .forEach((name, evaluator) -> requireRoom("evaluators." + name, evaluator.sampling(), positions));
    }

    private static void requireRoom(String where, SamplingSettings settings, int positions) {
        if (settings.maxTokens() >= positions) {
            throw RunException.input(
                    "Invalid max-tokens of %s: %d (must be < %d, the model's positions: a prompt has a token at least)",
                    where, settings.maxTokens(), positions);
        }
    }

    private static void requireSame(String name, PhaseRecipe phase) {
        if (!phase.model().equals(name)) {
            throw RunException.input(
                    "Invalid phases.%s.model: %s (must be %s: a run trains one model)",
                    phase.name(), phase.model(), name);
        }
    }

    private static Model open(String name, ModelRecipe model, Recipe recipe, Storage storage) {
        if (model instanceof Pretrained pretrained) {
            Model opened =
                    new ModelFolder(storage, storage.qualified(pretrained.path())).model(name, pretrained.prompts());
            return withAdapter(opened, pretrained, new Seed(recipe.seed()), storage);
        }
        return Model.random(name, (RandomLlama) model, new Seed(recipe.seed()));
    }

    private static Model withAdapter(Model opened, Pretrained recipe, Seed seed, Storage storage) {
        if (recipe.adapter() instanceof Lora lora) {
            if (opened.spec().adapter() instanceof Lora) {
                throw RunException.input(
                        "Invalid models.%s.path: %s (must be a whole model to add an adapter to; waggle export makes one of an adapter)",
                        opened.spec().name(), recipe.path());
            }
            return opened.withAdapter(lora, Storage.shown(storage.qualified(recipe.path())), seed);
        }
        return opened;
    }
}
