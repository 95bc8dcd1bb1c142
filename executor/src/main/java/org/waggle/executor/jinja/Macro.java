package org.waggle.executor.jinja;

/**
 * A piece of a template with a name and parameters.
 *
 * @param name its name
 * @param parameters its parameters
 * @param body what it writes
 * @param home where it was defined
 */
record Macro(String name, Parameters parameters, Body body, Scope home) implements Callable {
    /** What a call block gives the macro that it calls. */
    static final String CALLER = "caller";

    @Override
    public Object call(Arguments arguments) {
        if (arguments.positional().size() > parameters.names().size()) {
            throw TemplateFailure.of(
                    "macro '%s' takes not more than %d arguments",
                    name, parameters.names().size());
        }
        Scope scope = home.inner();
        parameters.set(scope, arguments);
        if (arguments.named().get(CALLER) instanceof Macro caller) {
            scope.set(CALLER, caller);
        }
        return scope.captured(body);
    }
}
