package org.waggle.common.spi;

import java.util.Collections;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.waggle.common.failure.RunException;

/** The components that a recipe can name: axis → name → record. */
public final class ComponentRegistry {
    private final Map<Class<?>, SortedMap<String, Class<?>>> axes = new ConcurrentHashMap<>();

    /** The components of the given plugins and of all that {@link ServiceLoader} finds. */
    public static ComponentRegistry of(Plugin... builtIn) {
        ComponentRegistry registry = new ComponentRegistry();
        for (Plugin plugin : builtIn) {
            plugin.register(registry);
        }
        try {
            ServiceLoader.load(Plugin.class, Thread.currentThread().getContextClassLoader())
                    .forEach(plugin -> plugin.register(registry));
        } catch (ServiceConfigurationError e) {
            throw RunException.input("Cannot load a plugin: %s (mend its jar, or leave it out)", e);
        }
        return registry;
    }

    /**
     * Adds a component.
     *
     * @param axis interface that it implements
     * @param name its {@code type} in a recipe, in kebab-case
     * @throws IllegalStateException if the name is taken on this axis
     */
    public <A> ComponentRegistry add(Class<A> axis, String name, Class<? extends A> component) {
        Class<?> taken = axes.computeIfAbsent(axis, key -> new TreeMap<>()).putIfAbsent(name, component);
        if (taken != null && taken != component) {
            throw new IllegalStateException(
                    "Cannot register %s %s: %s has that name".formatted(axis.getSimpleName(), name, taken.getName()));
        }
        return this;
    }

    /** All axes that have a component. */
    public Iterable<Class<?>> axes() {
        return Collections.unmodifiableSet(axes.keySet());
    }

    /** The components of one axis by name, empty if it has none. */
    public SortedMap<String, Class<?>> components(Class<?> axis) {
        return Collections.unmodifiableSortedMap(axes.getOrDefault(axis, new TreeMap<>()));
    }
}
