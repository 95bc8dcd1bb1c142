package org.waggle.driver.hint;

import java.util.Optional;

/** No completion reaches its end. */
record AllCutOff() implements Hint {
    @Override
    public Optional<String> seenIn(Recent recent) {
        return recent.nowIs("completions/clipped_ratio", share -> share >= 1)
                ? Optional.of("every completion is cut off at max-tokens: the answers are never finished; raise"
                        + " max-tokens, or train longer on demonstrations that end")
                : Optional.empty();
    }
}
