package org.waggle.common.recipe;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.waggle.common.data.BatchTotals;
import org.waggle.common.data.Doc;
import org.waggle.common.data.Group;
import org.waggle.common.data.GroupSummary;
import org.waggle.common.data.Pick;
import org.waggle.common.data.Problem;
import org.waggle.common.data.SamplingSettings;
import org.waggle.common.data.ScoredGroup;
import org.waggle.common.data.Scores;
import org.waggle.common.data.Seed;
import org.waggle.common.data.Split;
import org.waggle.common.data.TrainingItem;
import org.waggle.common.failure.Check;
import org.waggle.common.spi.AdvantageEstimator;
import org.waggle.common.spi.Allocator;
import org.waggle.common.spi.ComponentRegistry;
import org.waggle.common.spi.Composer;
import org.waggle.common.spi.Evaluator;
import org.waggle.common.spi.ItemLoss;
import org.waggle.common.spi.Objective;
import org.waggle.common.spi.Plugin;
import org.waggle.common.spi.Reward;
import org.waggle.common.spi.Sampler;
import org.waggle.common.spi.Selector;
import org.waggle.common.spi.StepContext;
import org.waggle.common.spi.Task;
import org.waggle.common.spi.TokenArrays;

/** Components that a recipe of the tests can name; they are read and never run. */
final class TestPlugin implements Plugin {
    @Override
    public void register(ComponentRegistry registry) {
        registry.add(Task.class, "addition", Addition.class)
                .add(Reward.class, "exact-match", ExactMatch.class)
                .add(Composer.class, "weighted-sum", WeightedSum.class)
                .add(Allocator.class, "fixed", Fixed.class)
                .add(Sampler.class, "plain", Plain.class)
                .add(Selector.class, "all", All.class)
                .add(AdvantageEstimator.class, "group-mean", GroupMean.class)
                .add(AdvantageEstimator.class, "leave-one-out", LeaveOneOut.class)
                .add(AdvantageEstimator.class, "none", None.class)
                .add(Objective.class, "clipped-ratio", ClippedRatio.class)
                .add(Objective.class, "cross-entropy", CrossEntropy.class)
                .add(Evaluator.class, "pass-at-k", PassAtK.class);
    }

    private static UnsupportedOperationException neverRun() {
        return new UnsupportedOperationException("only read");
    }

    @Doc("Sums of two numbers.")
    record Addition(@Doc("Largest summand.") int maxOperand) implements Task {
        @Override
        public long size(Split split) {
            return 1000;
        }

        @Override
        public Problem problem(Seed seed, Split split, long index) {
            throw neverRun();
        }
    }

    @Doc("1 for the right answer, else 0.")
    record ExactMatch() implements Reward {
        @Override
        public Scores score(Group group, StepContext context) {
            throw neverRun();
        }
    }

    @Doc("Sum of the channels, each times its weight.")
    record WeightedSum(@Doc("Weight of each channel.") Map<String, Double> weights) implements Composer {
        @Override
        public double[] compose(Group group, SortedMap<String, Scores> channels, StepContext context) {
            throw neverRun();
        }

        @Override
        public String objection(Collection<String> channels) {
            return weights.keySet().containsAll(channels) && channels.containsAll(weights.keySet())
                    ? ""
                    : "weights %s (must name the channels %s)".formatted(weights.keySet(), channels);
        }
    }

    @Doc("The same number for every problem.")
    record Fixed(@Doc("Completions of a problem.") int groupSize) implements Allocator {
        Fixed {
            Check.that(
                    groupSize >= 2,
                    "group-size",
                    groupSize,
                    "must be >= 2: one completion has no group to be compared with");
        }

        @Override
        public List<Allotment> next(int problems, List<List<GroupSummary>> drawn, StepContext context) {
            throw neverRun();
        }
    }

    @Doc("Token after token.")
    record Plain(@Doc("How tokens are drawn.") SamplingSettings settings) implements Sampler {
        @Override
        public void sample(Rollout rollout) {
            throw neverRun();
        }
    }

    @Doc("Trains on everything.")
    record All() implements Selector {
        @Override
        public List<Pick> select(List<GroupSummary> batch, StepContext context) {
            throw neverRun();
        }
    }

    @Doc("Reward minus the group's mean.")
    record GroupMean(
            @Doc("True divides by the group's deviation.") boolean divideByStd) implements AdvantageEstimator {
        @Override
        public float[][] estimate(ScoredGroup group) {
            throw neverRun();
        }
    }

    @Doc("Reward minus the mean of the others.")
    record LeaveOneOut() implements AdvantageEstimator {
        @Override
        public float[][] estimate(ScoredGroup group) {
            throw neverRun();
        }
    }

    @Doc("The reward itself.")
    record None() implements AdvantageEstimator {
        @Override
        public float[][] estimate(ScoredGroup group) {
            throw neverRun();
        }
    }

    @Doc("PPO's clipped ratio.")
    record ClippedRatio(
            @Doc("How far the ratio may rise.") double clipHigh,
            @Doc("Factor of the KL penalty.") double kl) implements Objective {
        ClippedRatio {
            if (clipHigh > 9) {
                throw new IllegalStateException("defect");
            }
        }

        @Override
        public ItemLoss loss(TrainingItem item, List<TokenArrays> sequences, BatchTotals totals) {
            throw neverRun();
        }

        @Override
        public boolean usesReference() {
            return kl > 0;
        }
    }

    @Doc("Log-likelihood.")
    record CrossEntropy() implements Objective {
        @Override
        public ItemLoss loss(TrainingItem item, List<TokenArrays> sequences, BatchTotals totals) {
            throw neverRun();
        }
    }

    @Doc("Share of problems that are solved within k.")
    record PassAtK(
            @Doc("Held-out problems.") int problems,
            @Doc("Numbers of tries.") List<Integer> ks,
            @Doc("How tokens are drawn.") SamplingSettings sampling)
            implements Evaluator {
        @Override
        public int samples() {
            throw neverRun();
        }

        @Override
        public SortedSet<String> metrics() {
            return ks.stream().map(k -> "pass@" + k).collect(Collectors.toCollection(TreeSet::new));
        }

        @Override
        public SortedMap<String, Double> measure(ScoredGroup group) {
            return new TreeMap<>();
        }
    }
}
