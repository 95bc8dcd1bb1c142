package org.waggle.executor.contract;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.waggle.common.data.SamplingSettings;
import org.waggle.common.spi.Component;
import org.waggle.executor.Examples;
import org.waggle.executor.advantage.GroupMean;
import org.waggle.executor.advantage.LeaveOneOut;
import org.waggle.executor.advantage.NoAdvantage;
import org.waggle.executor.advantage.TopEntropyTokens;
import org.waggle.executor.allocator.Fixed;
import org.waggle.executor.composer.Gated;
import org.waggle.executor.composer.Shaped;
import org.waggle.executor.composer.Shaping;
import org.waggle.executor.composer.WeightedSum;
import org.waggle.executor.evaluator.ByColumn;
import org.waggle.executor.evaluator.MajorityAtK;
import org.waggle.executor.evaluator.PassAtK;
import org.waggle.executor.exchange.Adaptive;
import org.waggle.executor.exchange.TopReward;
import org.waggle.executor.exchange.Uniform;
import org.waggle.executor.exchange.UniformUnfiltered;
import org.waggle.executor.objective.Aggregation;
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
import org.waggle.executor.reward.external.OwnReward;
import org.waggle.executor.reward.external.PythonReward;
import org.waggle.executor.reward.gym.ReasoningGym;
import org.waggle.executor.reward.math.MathAnswer;
import org.waggle.executor.selector.AboveThreshold;
import org.waggle.executor.selector.All;
import org.waggle.executor.selector.BestAndWorst;
import org.waggle.executor.selector.BestOfGroup;
import org.waggle.executor.selector.DropZeroVariance;
import org.waggle.executor.task.Addition;
import org.waggle.executor.task.DataFormat;
import org.waggle.executor.task.Dataset;
import org.waggle.executor.task.HeldOut;
import org.waggle.executor.task.RandomCalculation;
import org.waggle.executor.task.Unfit;
import org.waggle.executor.task.gym.Arc1d;
import org.waggle.executor.task.gym.BaseConversion;
import org.waggle.executor.task.gym.BasicArithmetic;
import org.waggle.executor.task.gym.Bf;
import org.waggle.executor.task.gym.BinaryMatrix;
import org.waggle.executor.task.gym.CalendarArithmetic;
import org.waggle.executor.task.gym.CalendarQuestion;
import org.waggle.executor.task.gym.DecimalArithmetic;
import org.waggle.executor.task.gym.FractionSimplification;
import org.waggle.executor.task.gym.GymKind;
import org.waggle.executor.task.gym.GymMix;
import org.waggle.executor.task.gym.GymShare;
import org.waggle.executor.task.gym.GymTask;
import org.waggle.executor.task.gym.PropositionalLogic;
import org.waggle.executor.task.gym.SystemPrompt;
import org.waggle.executor.task.gym.Wording;

/** Every built-in component with settings; a new one is added here and then runs all contracts of its axis. */
final class ExampleComponents {
    private static final WeightedSum SUM = new WeightedSum(Map.of(Examples.CHANNEL, 0.5, "other", -2.0));

    private static final Map<String, GymShare> GYM = Map.of(
            "bases", new GymShare(2, new BaseConversion(2, 3, 0, 20)),
            "fractions",
                    new GymShare(
                            1, new FractionSimplification(1, 9, 2, 9, List.of(FractionSimplification.Style.PLAIN))));

    static final List<Component> ALL = List.of(
            new Addition(10, 99, 99, "{a}+{b}=", 256, 0.5),
            new Addition(0, 999_999_999, 999_999_999, "What is {a} + {b}?", 1000, 0.5),
            new RandomCalculation(1, 2, "{expression}=", 100),
            new RandomCalculation(20, 4, "{expression}=", 100),
            new Dataset(
                    "data",
                    DataFormat.JSONL,
                    Map.of("prompt", "question", "answer", "answer"),
                    Map.of("answer", "#### (.+)"),
                    new HeldOut.Share(0.1),
                    512,
                    Unfit.DROP,
                    Unfit.REFUSE),
            new GymTask(
                    new GymMix.Paper(), Wording.REASONING_GYM, SystemPrompt.DEFAULT, GymTask.Reply.TAGGED, 0, 90, 0.1),
            new GymTask(new GymMix.Weighted(GYM), Wording.SHORT, SystemPrompt.NONE, GymTask.Reply.PLAIN, 0.5, 90, 0.2),
            new GymMix.Paper(),
            new GymMix.PaperOf(List.of(GymKind.BF)),
            new GymMix.Weighted(GYM),
            new Arc1d(8, 10, 2, List.of("gravity_left")),
            new BaseConversion(2, 3, 0, 20),
            new BasicArithmetic(2, 3, 1, 1, List.of(BasicArithmetic.Sign.PLUS), false, false),
            new Bf(Bf.Words.RANDOM, 1, 3, "abc"),
            new BinaryMatrix(2, 3, 0.5),
            new CalendarArithmetic(2023, List.of(CalendarQuestion.values()), 10, 20),
            new DecimalArithmetic(2, 2, 1, 1, 9, List.of(BasicArithmetic.Sign.TIMES), 5),
            new FractionSimplification(1, 9, 2, 3, List.of(FractionSimplification.Style.PLAIN)),
            new PropositionalLogic(2, 2, 2, 2, 1, 2),
            new HeldOut.Share(0.1),
            new HeldOut.Files("data"),
            new ExactMatch(),
            new Numeric(0.01, false, Numeric.Reading.WHOLE),
            new Numeric(0, true, Numeric.Reading.LAST),
            new FormatTags(List.of("think", "answer")),
            new JsonSchemaMatch("{\"type\": \"integer\"}"),
            new HttpReward("http://localhost/score", Map.of("Authorization", "Bearer ${JUDGE}"), 10, 2),
            new JavaReward(OwnReward.class.getName()),
            new Length(2, 3, 4),
            new MathAnswer(),
            new PythonReward("rewards.py", "score", "python3", 5),
            new ReasoningGym(false),
            new Regex("[0-9]+", Regex.Extent.WHOLE),
            SUM,
            new Gated("other", 1, 0, SUM),
            new Shaped(Map.of("other", new Shaping(Shaping.Divisor.TOKENS, 2, 1, -1, 1)), SUM),
            new Fixed(1),
            new Fixed(8),
            new All(),
            new Adaptive(5, 1),
            new TopReward(),
            new Uniform(),
            new UniformUnfiltered(),
            new DropZeroVariance(),
            new BestOfGroup(0.5),
            new BestAndWorst(0.5),
            new AboveThreshold(0),
            new GroupMean(GroupMean.Deviation.NONE, 1e-4),
            new GroupMean(GroupMean.Deviation.SAMPLE, 1e-4),
            new GroupMean(GroupMean.Deviation.POPULATION, 1e-6),
            new LeaveOneOut(),
            new NoAdvantage(),
            new TopEntropyTokens(0.2, new LeaveOneOut()),
            new ClippedRatio(Aggregation.SEQUENCE_MEAN, 0.2, 0.28, 0.04),
            new ClippedRatio(Aggregation.TOKEN_MEAN, 0.2, 0.2, 0),
            new TwoSidedClip(Aggregation.TOKEN_MEAN, 0.2, 0.2, 1.5, 0),
            new TwoSidedClip(Aggregation.SEQUENCE_MEAN, 0.2, 0.3, 1.15, 0.04),
            new ClippedSequenceRatio(Aggregation.SEQUENCE_MEAN, 0.5, 0.5, 0.04),
            new ClippedWeight(Aggregation.TOKEN_MEAN, 1.2, 0.04),
            new SoftClippedRatio(Aggregation.SEQUENCE_MEAN, 1, 1.05, 0.04),
            new EntropyBonus(new ClippedRatio(Aggregation.TOKEN_MEAN, 0.2, 0.2, 0), 0.01, Aggregation.SEQUENCE_MEAN),
            new Dpo(0.05),
            new Ipo(0.1),
            new Hinge(0.01),
            new Slic(0.01),
            new Simpo(2, 0.5),
            new Orpo(0.1, 1),
            new Raft(Aggregation.FIXED_LENGTH_MEAN),
            new RaftPlusPlus(Aggregation.TOKEN_MEAN, 0.2),
            new CrossEntropy(),
            new PassAtK(4, 4, List.of(1, 2, 4), Examples.CHANNEL, 1, Examples.SAMPLING),
            new ByColumn(
                    "kind", List.of("bf"), new PassAtK(4, 4, List.of(1, 2, 4), Examples.CHANNEL, 1, Examples.SAMPLING)),
            new MajorityAtK(4, 4, List.of(1, 4), Examples.CHANNEL, 1, "[0-9]+", Examples.SAMPLING),
            new PassAtK(4, 1, List.of(1), Examples.CHANNEL, 1, new SamplingSettings(0, 0, 1, 0, 8)));

    private ExampleComponents() {}

    /** Those of one axis. */
    static <A> Stream<A> of(Class<A> axis) {
        return ALL.stream().filter(axis::isInstance).map(axis::cast);
    }
}
