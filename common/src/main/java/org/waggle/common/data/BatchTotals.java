package org.waggle.common.data;

import java.io.Serializable;

/**
 * Sums over everything that one update trains on, in all lanes: what a loss is divided by. Known before the gradient
 * pass, so that lanes need not be rescaled afterwards.
 *
 * @param items number of training items
 * @param sequences number of sequences
 * @param tokens number of tokens that count in the loss
 * @param maxTokens largest completion length that the sampler allows: the fixed length of Dr. GRPO
 */
public record BatchTotals(long items, long sequences, long tokens, int maxTokens) implements Serializable {}
