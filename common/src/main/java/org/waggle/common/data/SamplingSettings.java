package org.waggle.common.data;

import java.io.Serializable;
import org.waggle.common.failure.Check;

/**
 * How tokens are drawn: temperature, then top-k, then top-p, then min-p, in the order of Hugging Face transformers.
 *
 * @param temperature divides the logits, at least 0; 0 takes the most likely token
 * @param topK keeps the k most likely tokens; 0 keeps all
 * @param topP keeps the smallest set of tokens whose probability reaches p, in (0, 1]; 1 keeps all
 * @param minP drops tokens less likely than p times the most likely one, in [0, 1]; 0 drops none
 * @param maxTokens largest number of tokens of a completion, its end-of-sequence token included, at least 1
 */
public record SamplingSettings(double temperature, int topK, double topP, double minP, int maxTokens)
        implements Serializable {
    /** Checks every range. */
    public SamplingSettings {
        Check.that(temperature >= 0, "temperature", temperature, "must be >= 0; 0 is greedy");
        Check.that(topK >= 0, "top-k", topK, "must be >= 0; 0 keeps all tokens");
        Check.that(topP > 0 && topP <= 1, "top-p", topP, "must be in (0, 1]; 1 keeps all tokens");
        Check.that(minP >= 0 && minP <= 1, "min-p", minP, "must be in [0, 1]; 0 drops no token");
        Check.that(maxTokens >= 1, "max-tokens", maxTokens, "must be >= 1");
    }
}
