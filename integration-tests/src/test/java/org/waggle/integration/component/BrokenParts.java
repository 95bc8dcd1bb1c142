package org.waggle.integration.component;

import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
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
import org.waggle.common.spi.AdvantageEstimator;
import org.waggle.common.spi.Allocator;
import org.waggle.common.spi.Composer;
import org.waggle.common.spi.Evaluator;
import org.waggle.common.spi.ItemLoss;
import org.waggle.common.spi.Objective;
import org.waggle.common.spi.Sampler;
import org.waggle.common.spi.Selector;
import org.waggle.common.spi.StepContext;
import org.waggle.common.spi.Task;
import org.waggle.common.spi.TokenArrays;

/** A component of each axis that throws when it is asked. */
final class BrokenParts {
    private static final SamplingSettings SETTINGS = new SamplingSettings(1, 0, 1, 0, 3);

    private BrokenParts() {}

    /** Of a class that a driver without the jar wouldn't know, with something that can't travel. */
    private static final class Defect extends RuntimeException {
        @SuppressWarnings({"unused", "serial"})
        private final Object unserializable = new Object();

        Defect() {
            super("planted");
        }
    }

    @Doc("Throws.")
    record BrokenAllocator() implements Allocator {
        @Override
        public List<Allotment> next(int problems, List<List<GroupSummary>> drawn, StepContext context) {
            throw new Defect();
        }
    }

    @Doc("Throws.")
    record BrokenComposer() implements Composer {
        @Override
        public double[] compose(Group group, SortedMap<String, Scores> channels, StepContext context) {
            throw new Defect();
        }
    }

    @Doc("Throws.")
    record BrokenSelector() implements Selector {
        @Override
        public List<Pick> select(List<GroupSummary> batch, StepContext context) {
            throw new Defect();
        }
    }

    @Doc("Throws.")
    record BrokenAdvantage() implements AdvantageEstimator {
        @Override
        public float[][] estimate(ScoredGroup group) {
            throw new Defect();
        }
    }

    @Doc("Throws.")
    record BrokenObjective() implements Objective {
        @Override
        public ItemLoss loss(TrainingItem item, List<TokenArrays> sequences, BatchTotals totals) {
            throw new Defect();
        }
    }

    @Doc("Throws.")
    record BrokenSampler() implements Sampler {
        @Override
        public SamplingSettings settings() {
            return SETTINGS;
        }

        @Override
        public void sample(Rollout rollout) {
            throw new Defect();
        }
    }

    @Doc("Throws.")
    record BrokenEvaluator() implements Evaluator {
        @Override
        public int problems() {
            return 1;
        }

        @Override
        public int samples() {
            return 1;
        }

        @Override
        public SamplingSettings sampling() {
            return SETTINGS;
        }

        @Override
        public SortedSet<String> metrics() {
            return new TreeSet<>();
        }

        @Override
        public SortedMap<String, Double> measure(ScoredGroup group) {
            throw new Defect();
        }
    }

    @Doc("Throws.")
    record BrokenTask() implements Task {
        @Override
        public long size(Split split) {
            return Long.MAX_VALUE;
        }

        @Override
        public Problem problem(Seed seed, Split split, long index) {
            throw new Defect();
        }
    }
}
