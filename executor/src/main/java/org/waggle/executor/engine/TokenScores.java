package org.waggle.executor.engine;

/**
 * What a policy says of the scored tokens of a {@link TokenBatch}, in their order.
 *
 * @param logp log-probability under the softmax of logits / temperature, [N]
 * @param entropy entropy of that softmax in nats, [N]
 */
public record TokenScores(float[] logp, float[] entropy) {}
