package org.waggle.driver.compare;

import java.util.List;
import org.waggle.common.data.Doc;
import org.waggle.common.failure.Check;

/**
 * One way of training that is compared.
 *
 * @param name its name in tables
 * @param recipe path of its recipe, relative to the folder of the arms file
 * @param set values of the recipe that are replaced, {@code path=value} as {@code --set} takes them
 */
@Doc("One way of training that is compared.")
public record Arm(
        @Doc("Its name in tables and folders.") String name,

        @Doc("Path of its recipe, relative to the folder of this file.")
        String recipe,

        @Doc("Values of the recipe that are replaced, each as path=value; [] for none.")
        List<String> set) {
    /** Checks the name. */
    public Arm {
        Check.that(
                name.matches("[A-Za-z0-9][A-Za-z0-9+._-]*"),
                "name",
                name,
                "must be letters, digits, '+', '.', '_', '-'");
        set = List.copyOf(set);
    }
}
