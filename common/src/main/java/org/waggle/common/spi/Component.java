package org.waggle.common.spi;

import java.io.Serializable;

/**
 * Something that a recipe chooses by name on one of the axes of a run.
 *
 * <p>A component is a record whose components are its keys in the recipe (kebab-case), each with a
 * {@link org.waggle.common.data.Doc}; its compact constructor checks them with {@link org.waggle.common.failure.Check}.
 * It travels to executors by Java serialization, so it holds settings and never an open thing. Its results are a
 * function of its arguments: random draws come from the {@link org.waggle.common.data.Seed} that it is handed, mostly
 * in a {@link StepContext}.
 */
public interface Component extends Serializable {}
