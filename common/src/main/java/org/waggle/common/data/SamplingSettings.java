package org.waggle.common.data;

import java.io.Serializable;
import java.util.List;
import org.waggle.common.failure.Check;

/** How tokens are drawn: temperature, then top-k, then top-p, then min-p, in the order of Hugging Face transformers. */
@Doc("How tokens are drawn: temperature, then top-k, then top-p, then min-p.")
public record SamplingSettings(
        @Doc("Divides the logits, at least 0; 0 takes the most likely token.")
        double temperature,

        @Doc("Keeps the k most likely tokens; 0 keeps all.") int topK,

        @Doc("Keeps the smallest set of tokens whose probability reaches p, in (0, 1]; 1 keeps all.")
        double topP,

        @Doc("Drops tokens less likely than p times the most likely one, in [0, 1]; 0 drops none.")
        double minP,

        @Doc("Tokens that a completion has before one that ends it can be drawn; 0 lets it end at once.")
        int minTokens,

        @Doc("Largest number of tokens of a completion, its end-of-sequence token included, at least 1.")
        int maxTokens,

        @Doc("Texts that end a completion, which is cut before the first of them; [] for none.")
        List<String> stop)
        implements Serializable {
    /** Settings without a smallest length or texts that end a completion. */
    public SamplingSettings(double temperature, int topK, double topP, double minP, int maxTokens) {
        this(temperature, topK, topP, minP, 0, maxTokens, List.of());
    }

    /** Copies the list and checks every range. */
    public SamplingSettings {
        Check.that(temperature >= 0, "temperature", temperature, "must be >= 0; 0 is greedy");
        Check.that(topK >= 0, "top-k", topK, "must be >= 0; 0 keeps all tokens");
        Check.that(topP > 0 && topP <= 1, "top-p", topP, "must be in (0, 1]; 1 keeps all tokens");
        Check.that(minP >= 0 && minP <= 1, "min-p", minP, "must be in [0, 1]; 0 drops no token");
        Check.that(maxTokens >= 1, "max-tokens", maxTokens, "must be >= 1");
        Check.that(
                minTokens >= 0 && minTokens <= maxTokens,
                "min-tokens",
                minTokens,
                "must be from 0 to max-tokens " + maxTokens);
        Check.that(!stop.contains(""), "stop", stop, "must not have an empty text");
        stop = List.copyOf(stop);
    }
}
