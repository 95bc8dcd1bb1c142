package org.waggle.executor.sampler;

import org.waggle.common.data.Doc;
import org.waggle.common.data.SamplingSettings;
import org.waggle.common.spi.Sampler;

/**
 * Samples every completion from its prompt, independently: π(y | x) with the settings' temperature and truncation.
 *
 * @param settings how tokens are drawn
 */
@Doc("Samples every completion independently from its prompt, with continuous batching.")
public record PlainSampler(@Doc("How tokens are drawn.") SamplingSettings settings) implements Sampler {
    @Override
    public void sample(Rollout rollout) {
        new ContinuousBatch(rollout, settings).run();
    }
}
