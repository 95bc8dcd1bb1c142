package org.waggle.common.recipe;

/**
 * What is wrong with a recipe, or another file, that only its use shows.
 *
 * @param path the key that has to change, such as {@code models.policy.alphabet}; part of it may not be there
 * @param what what is wrong with it, a message for a person
 */
public record Objection(String path, String what) {}
