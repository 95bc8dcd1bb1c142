package org.waggle.common.spi;

/**
 * What a jar adds to the components that recipes can name. Built-in components are listed by hand; those of other jars
 * are found by {@link java.util.ServiceLoader}.
 */
public interface Plugin {
    /** Adds this plugin's components, each with its axis and its name. */
    void register(ComponentRegistry registry);
}
