package org.waggle.executor.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Logits of a sequence against reference values. */
final class GoldenLogits {
    private GoldenLogits() {}

    /** Log-probabilities of every token at every place are the logits less one number for each place. */
    static void assertSame(DecoderPolicy policy, int[] ids, float[] logits) {
        int vocabulary = policy.shape().vocabulary();
        List<int[]> everyToken = IntStream.range(0, vocabulary)
                .mapToObj(token -> new int[] {token})
                .toList();
        List<TokenBatch.Family> places = IntStream.rangeClosed(1, ids.length)
                .mapToObj(length -> new TokenBatch.Family(Arrays.copyOf(ids, length), everyToken))
                .toList();
        float[] logp = policy.score(TokenBatch.of(places), 1).logp();
        for (int i = 0; i < logits.length; i++) {
            int first = i - i % vocabulary;
            assertThat(logp[i] - logp[first]).isCloseTo(logits[i] - logits[first], within(1e-4f));
        }
    }
}
