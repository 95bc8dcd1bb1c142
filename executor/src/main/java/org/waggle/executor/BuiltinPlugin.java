package org.waggle.executor;

import org.waggle.common.spi.AdvantageEstimator;
import org.waggle.common.spi.Allocator;
import org.waggle.common.spi.ComponentRegistry;
import org.waggle.common.spi.Composer;
import org.waggle.common.spi.Draw;
import org.waggle.common.spi.Evaluator;
import org.waggle.common.spi.Objective;
import org.waggle.common.spi.Plugin;
import org.waggle.common.spi.Reward;
import org.waggle.common.spi.Sampler;
import org.waggle.common.spi.Selector;
import org.waggle.common.spi.Task;
import org.waggle.executor.advantage.GroupMean;
import org.waggle.executor.advantage.LeaveOneOut;
import org.waggle.executor.advantage.NoAdvantage;
import org.waggle.executor.advantage.TopEntropyTokens;
import org.waggle.executor.allocator.Fixed;
import org.waggle.executor.composer.Gated;
import org.waggle.executor.composer.Shaped;
import org.waggle.executor.composer.WeightedSum;
import org.waggle.executor.evaluator.ByColumn;
import org.waggle.executor.evaluator.MajorityAtK;
import org.waggle.executor.evaluator.PassAtK;
import org.waggle.executor.exchange.Adaptive;
import org.waggle.executor.exchange.TopReward;
import org.waggle.executor.exchange.Uniform;
import org.waggle.executor.exchange.UniformUnfiltered;
import org.waggle.executor.objective.ClippedRatio;
import org.waggle.executor.objective.ClippedSequenceRatio;
import org.waggle.executor.objective.ClippedWeight;
import org.waggle.executor.objective.CrossEntropy;
import org.waggle.executor.objective.Dpo;
import org.waggle.executor.objective.EntropyBonus;
import org.waggle.executor.objective.Hinge;
import org.waggle.executor.objective.Ipo;
import org.waggle.executor.objective.Orpo;
import org.waggle.executor.objective.Raft;
import org.waggle.executor.objective.RaftPlusPlus;
import org.waggle.executor.objective.Simpo;
import org.waggle.executor.objective.Slic;
import org.waggle.executor.objective.SoftClippedRatio;
import org.waggle.executor.objective.TwoSidedClip;
import org.waggle.executor.reward.ExactMatch;
import org.waggle.executor.reward.FormatTags;
import org.waggle.executor.reward.JsonSchemaMatch;
import org.waggle.executor.reward.Length;
import org.waggle.executor.reward.Numeric;
import org.waggle.executor.reward.Regex;
import org.waggle.executor.reward.external.HttpReward;
import org.waggle.executor.reward.external.JavaReward;
import org.waggle.executor.reward.external.PythonReward;
import org.waggle.executor.reward.gym.ReasoningGym;
import org.waggle.executor.reward.math.MathAnswer;
import org.waggle.executor.sampler.PlainSampler;
import org.waggle.executor.selector.AboveThreshold;
import org.waggle.executor.selector.All;
import org.waggle.executor.selector.BestAndWorst;
import org.waggle.executor.selector.BestOfGroup;
import org.waggle.executor.selector.DropZeroVariance;
import org.waggle.executor.task.Addition;
import org.waggle.executor.task.Dataset;
import org.waggle.executor.task.HeldOut;
import org.waggle.executor.task.RandomCalculation;
import org.waggle.executor.task.gym.Arc1d;
import org.waggle.executor.task.gym.BaseConversion;
import org.waggle.executor.task.gym.BasicArithmetic;
import org.waggle.executor.task.gym.Bf;
import org.waggle.executor.task.gym.BinaryMatrix;
import org.waggle.executor.task.gym.CalendarArithmetic;
import org.waggle.executor.task.gym.DecimalArithmetic;
import org.waggle.executor.task.gym.FractionSimplification;
import org.waggle.executor.task.gym.GymGenerator;
import org.waggle.executor.task.gym.GymMix;
import org.waggle.executor.task.gym.GymTask;
import org.waggle.executor.task.gym.PropositionalLogic;

/** The components that come with Waggle, by axis and name. */
public final class BuiltinPlugin implements Plugin {
    @Override
    public void register(ComponentRegistry registry) {
        tasks(registry);
        judge(registry);
        registry.add(Draw.class, "adaptive", Adaptive.class)
                .add(Draw.class, "top-reward", TopReward.class)
                .add(Draw.class, "uniform", Uniform.class)
                .add(Draw.class, "uniform-unfiltered", UniformUnfiltered.class);
        registry.add(Allocator.class, "fixed", Fixed.class)
                .add(Selector.class, "all", All.class)
                .add(Selector.class, "drop-zero-variance", DropZeroVariance.class)
                .add(Selector.class, "best-of-group", BestOfGroup.class)
                .add(Selector.class, "best-and-worst", BestAndWorst.class)
                .add(Selector.class, "above-threshold", AboveThreshold.class)
                .add(AdvantageEstimator.class, "group-mean", GroupMean.class)
                .add(AdvantageEstimator.class, "leave-one-out", LeaveOneOut.class)
                .add(AdvantageEstimator.class, "top-entropy-tokens", TopEntropyTokens.class)
                .add(AdvantageEstimator.class, "none", NoAdvantage.class)
                .add(Sampler.class, "plain", PlainSampler.class)
                .add(Objective.class, "clipped-ratio", ClippedRatio.class)
                .add(Objective.class, "two-sided-clip", TwoSidedClip.class)
                .add(Objective.class, "clipped-sequence-ratio", ClippedSequenceRatio.class)
                .add(Objective.class, "clipped-weight", ClippedWeight.class)
                .add(Objective.class, "soft-clipped-ratio", SoftClippedRatio.class)
                .add(Objective.class, "entropy-bonus", EntropyBonus.class)
                .add(Objective.class, "raft", Raft.class)
                .add(Objective.class, "raft-plus-plus", RaftPlusPlus.class)
                .add(Objective.class, "cross-entropy", CrossEntropy.class)
                .add(Objective.class, "dpo", Dpo.class)
                .add(Objective.class, "ipo", Ipo.class)
                .add(Objective.class, "hinge", Hinge.class)
                .add(Objective.class, "slic", Slic.class)
                .add(Objective.class, "simpo", Simpo.class)
                .add(Objective.class, "orpo", Orpo.class)
                .add(Evaluator.class, "pass-at-k", PassAtK.class)
                .add(Evaluator.class, "majority-at-k", MajorityAtK.class)
                .add(Evaluator.class, "by-column", ByColumn.class);
    }

    private static void judge(ComponentRegistry registry) {
        registry.add(Reward.class, "exact-match", ExactMatch.class)
                .add(Reward.class, "format-tags", FormatTags.class)
                .add(Reward.class, "http", HttpReward.class)
                .add(Reward.class, "java", JavaReward.class)
                .add(Reward.class, "json-schema", JsonSchemaMatch.class)
                .add(Reward.class, "length", Length.class)
                .add(Reward.class, "math", MathAnswer.class)
                .add(Reward.class, "numeric", Numeric.class)
                .add(Reward.class, "python", PythonReward.class)
                .add(Reward.class, "reasoning-gym", ReasoningGym.class)
                .add(Reward.class, "regex", Regex.class)
                .add(Composer.class, "gated", Gated.class)
                .add(Composer.class, "shaped", Shaped.class)
                .add(Composer.class, "weighted-sum", WeightedSum.class);
    }

    private static void tasks(ComponentRegistry registry) {
        registry.add(Task.class, "addition", Addition.class)
                .add(Task.class, "random-calculation", RandomCalculation.class)
                .add(Task.class, "dataset", Dataset.class)
                .add(Task.class, "reasoning-gym", GymTask.class)
                .add(GymMix.class, "paper", GymMix.Paper.class)
                .add(GymMix.class, "paper-of", GymMix.PaperOf.class)
                .add(GymMix.class, "weighted", GymMix.Weighted.class)
                .add(GymGenerator.class, "arc-1d", Arc1d.class)
                .add(GymGenerator.class, "base-conversion", BaseConversion.class)
                .add(GymGenerator.class, "basic-arithmetic", BasicArithmetic.class)
                .add(GymGenerator.class, "bf", Bf.class)
                .add(GymGenerator.class, "binary-matrix", BinaryMatrix.class)
                .add(GymGenerator.class, "calendar-arithmetic", CalendarArithmetic.class)
                .add(GymGenerator.class, "decimal-arithmetic", DecimalArithmetic.class)
                .add(GymGenerator.class, "fraction-simplification", FractionSimplification.class)
                .add(GymGenerator.class, "propositional-logic", PropositionalLogic.class)
                .add(HeldOut.class, "share", HeldOut.Share.class)
                .add(HeldOut.class, "files", HeldOut.Files.class);
    }
}
