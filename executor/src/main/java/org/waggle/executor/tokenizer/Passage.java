package org.waggle.executor.tokenizer;

/**
 * A piece of a conversation as a model reads it.
 *
 * @param tokens [tokens]
 * @param said whether the assistant says it; else it is given
 */
public record Passage(int[] tokens, boolean said) {}
