package org.waggle.driver.spark;

import java.io.Serializable;

/**
 * A small value on its way to the driver: summaries, partial sums, file names. Written by Java serialization, as Kryo
 * 4.0.3 can't write records.
 *
 * @param value what travels; serializable
 */
public record Message<T>(T value) implements Serializable {}
