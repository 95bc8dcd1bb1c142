package org.waggle.driver.loop;

import java.util.ArrayList;
import java.util.List;
import org.waggle.common.data.WeightedSums;
import org.waggle.common.failure.FailureKind;
import org.waggle.common.failure.RunException;
import org.waggle.common.recipe.OptimizerRecipe;
import org.waggle.driver.plan.Experience;
import org.waggle.driver.plan.Step;
import org.waggle.driver.stage.GradientStage;
import org.waggle.driver.stage.GradientStage.Gradient;
import org.waggle.driver.stage.RunContext;
import org.waggle.driver.stage.ShardUpdate;
import org.waggle.driver.stage.UpdateStage;
import org.waggle.driver.state.Policies;
import org.waggle.driver.state.ReducedShard;
import org.waggle.driver.state.ShardCut;
import org.waggle.executor.engine.ParameterLayout.Parameter;
import org.waggle.executor.gradient.GradientWorker;
import org.waggle.executor.gradient.GradientWorker.Ratios;
import org.waggle.executor.gradient.SamplerGap;
import org.waggle.executor.optimizer.LearningRate;

/** One update: gradient → shuffle by shard → global norm → AdamW. */
public final class Learner {
    private final RunContext context;
    private final GradientStage gradientStage;
    private final UpdateStage updateStage;
    private final ShardCut cut;

    /** A learner. */
    public Learner(RunContext context, UpdateStage updateStage) {
        this.context = context;
        this.gradientStage = new GradientStage(context);
        this.updateStage = updateStage;
        this.cut = context.cut();
    }

    /**
     * What came of an update.
     *
     * @param policies the next version, or the same if there was nothing to train on
     * @param sums what the lanes had to report, {@code loss}, {@code grad_norm} and {@code lr} among it
     */
    public record Learned(Policies policies, WeightedSums sums) {}

    /** Descends the objective's gradient once; where nothing was selected, nothing changes. */
    Learned update(Step step, int update, Experience experience, Policies policies) {
        if (!experience.plan().hasWork(update)) {
            return new Learned(policies, new WeightedSums());
        }
        context.describe(step.stage("gradient"));
        try (Gradient gradient = gradientStage.run(
                workers(step, update, experience),
                update,
                experience,
                policies,
                step.phase().reference())) {
            context.describe(step.stage("update"));
            List<OptimizerRecipe> recipes =
                    context.each(node -> context.nodeRecipes().get(node).optimizer(step.phase()));
            double[] rates = rates(step, update, recipes, experience);
            List<Double> norms = norms(step, gradient);
            Policies next =
                    updateStage.run(ShardUpdate.of(recipes, rates, norms, cut, context.specs()), gradient, policies);
            return new Learned(next, report(gradient, rates, norms));
        }
    }

    /** The rate of each node that has something to train on, NaN for another, [nodes]. */
    private static double[] rates(Step step, int update, List<OptimizerRecipe> recipes, Experience experience) {
        double[] rates = new double[recipes.size()];
        for (int node = 0; node < rates.length; node++) {
            boolean works = experience.plan().totals(update).get(node).items() > 0;
            rates[node] = works
                    ? LearningRate.of(recipes.get(node), plannedUpdates(step)).at(step.plannedUpdate(update))
                    : Double.NaN;
        }
        return rates;
    }

    private static long plannedUpdates(Step step) {
        return (long) step.phase().steps() * step.phase().updatesPerStep();
    }

    private List<GradientWorker> workers(Step step, int update, Experience experience) {
        Ratios ratios = experience.plan().updates() == 1 ? Ratios.ON_POLICY : Ratios.RECORDED;
        boolean sampledByThisVersion = update == 0 && !experience.batch().isEmpty();
        SamplerGap gap = sampledByThisVersion ? new SamplerGap(step.phase().correction()) : null;
        return experience.plan().totals(update).stream()
                .map(totals -> new GradientWorker(
                        context.guarded("objective", step.phase().objective(), step.phase()),
                        totals,
                        experience.temperature(),
                        context.engine().microBatchTokens(),
                        ratios,
                        gap))
                .toList();
    }

    /** Norm of each node's gradient over all its shards; refuses one that isn't finite, by the parameter's name. */
    private List<Double> norms(Step step, Gradient gradient) {
        double[] squares = new double[context.specs().size()];
        for (ReducedShard.Partial partial : gradient.partials()) {
            if (partial.firstBad() >= 0) {
                throw new RunException(
                        FailureKind.NUMERIC,
                        "Cannot go on after step %d: the gradient of %s is not finite (shard %d; lower the learning rate, clip the norm, or look for extreme rewards)"
                                .formatted(step.number() - 1, parameter(partial), partial.index()));
            }
            squares[cut.node(partial.index())] += partial.squaredNorm();
        }
        List<Double> norms = new ArrayList<>();
        for (double square : squares) {
            norms.add(Math.sqrt(square));
        }
        return norms;
    }

    private String parameter(ReducedShard.Partial partial) {
        long place = cut.from(partial.index()) + partial.firstBad();
        return context.specs().get(cut.node(partial.index())).trained().stream()
                .filter(parameter -> place < parameter.offset() + parameter.size())
                .findFirst()
                .map(Parameter::name)
                .orElse("a parameter");
    }

    private static WeightedSums report(Gradient gradient, double[] rates, List<Double> norms) {
        WeightedSums sums = new WeightedSums();
        gradient.partials().forEach(partial -> sums.add(partial.sums()));
        int nodes = 0;
        for (int node = 0; node < rates.length; node++) {
            if (!Double.isNaN(rates[node])) {
                sums.add("grad_norm", norms.get(node), 1).add("lr", rates[node], 1);
                nodes++;
            }
        }
        // Lanes report parts of their node's loss without weight: the nodes weigh, and the mean is over them.
        return sums.add("loss", 0, nodes);
    }
}
