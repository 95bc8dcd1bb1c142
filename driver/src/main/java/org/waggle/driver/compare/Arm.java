package org.waggle.driver.compare;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One way of training that is compared.
 *
 * @param name its name in tables
 * @param recipe path of its recipe, relative to the folder of the arms file
 * @param set keys of the recipe that are overridden, in the order of the file: path to value, the value as JSON text
 *     ({@code 0.3}, {@code "none"}, {@code [1,2]}), as {@code --set} takes it
 */
public record Arm(String name, String recipe, Map<String, String> set) {
    /** Copies the overrides in their order. */
    public Arm {
        set = Collections.unmodifiableMap(new LinkedHashMap<>(set));
    }
}
