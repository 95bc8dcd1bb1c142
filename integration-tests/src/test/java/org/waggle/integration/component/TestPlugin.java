package org.waggle.integration.component;

import org.waggle.common.spi.AdvantageEstimator;
import org.waggle.common.spi.Allocator;
import org.waggle.common.spi.ComponentRegistry;
import org.waggle.common.spi.Composer;
import org.waggle.common.spi.Evaluator;
import org.waggle.common.spi.Objective;
import org.waggle.common.spi.Plugin;
import org.waggle.common.spi.Reward;
import org.waggle.common.spi.Sampler;
import org.waggle.common.spi.Selector;
import org.waggle.common.spi.Task;

/** Found by {@link java.util.ServiceLoader}. */
public final class TestPlugin implements Plugin {
    @Override
    public void register(ComponentRegistry registry) {
        registry.add(Reward.class, "likeness", Likeness.class)
                .add(Reward.class, "broken", Broken.class)
                .add(Objective.class, "watched", Watched.class)
                .add(Allocator.class, "broken", BrokenParts.BrokenAllocator.class)
                .add(Composer.class, "broken", BrokenParts.BrokenComposer.class)
                .add(Selector.class, "broken", BrokenParts.BrokenSelector.class)
                .add(AdvantageEstimator.class, "broken", BrokenParts.BrokenAdvantage.class)
                .add(Objective.class, "broken", BrokenParts.BrokenObjective.class)
                .add(Sampler.class, "broken", BrokenParts.BrokenSampler.class)
                .add(Evaluator.class, "broken", BrokenParts.BrokenEvaluator.class)
                .add(Task.class, "broken", BrokenParts.BrokenTask.class);
    }
}
