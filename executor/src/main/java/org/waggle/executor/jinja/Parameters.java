package org.waggle.executor.jinja;

import java.util.List;

/**
 * Parameters of a macro.
 *
 * @param names their names
 * @param defaults what stands for one that a call leaves out
 */
record Parameters(List<String> names, List<Expression> defaults) {
    /** Sets each parameter in the scope of a macro's body. */
    void set(Scope scope, Arguments arguments) {
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            scope.set(name, arguments.has(i, name) ? arguments.value(i, name) : scope.value(defaults.get(i)));
        }
    }
}
