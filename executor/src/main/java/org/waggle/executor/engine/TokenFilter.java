package org.waggle.executor.engine;

import ai.djl.pytorch.engine.PtNDManager;
import org.waggle.common.data.SamplingSettings;

/**
 * Sampling settings as the script wants them.
 *
 * @param temperature divides the logits; 1 for greedy
 * @param greedy whether the most likely token is taken
 * @param filters number of tokens kept, 1 - top-p or -1 for all, min-p; [3]
 * @param filtered whether any of the three drops a token
 */
record TokenFilter(double temperature, boolean greedy, float[] filters, boolean filtered) {
    static TokenFilter of(SamplingSettings settings, int vocabulary) {
        boolean greedy = settings.temperature() == 0;
        int kept = settings.topK() == 0 ? vocabulary : Math.min(settings.topK(), vocabulary);
        float dropped = settings.topP() < 1 ? (float) (1 - settings.topP()) : -1;
        return new TokenFilter(
                greedy ? 1 : settings.temperature(),
                greedy,
                new float[] {kept, dropped, (float) settings.minP()},
                kept < vocabulary || dropped >= 0 || settings.minP() > 0);
    }

    /** Adds filters, temperature, greedy, filtered. */
    void addTo(TorchArguments arguments, PtNDManager scope) {
        arguments
                .tensor(Tensors.floats(scope, filters, filters.length))
                .real(temperature)
                .flag(greedy)
                .flag(filtered);
    }
}
