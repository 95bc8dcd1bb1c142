package org.waggle.executor.engine;

/**
 * Derivatives of a loss with respect to what the policy says of each scored token.
 *
 * @param logp dL/dlogp, [N]
 * @param entropy dL/dentropy, [N]
 */
public record TokenDerivatives(float[] logp, float[] entropy) {}
