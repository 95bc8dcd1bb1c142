package org.waggle.executor.jinja;

import java.util.List;

/** Statements other than loops. */
final class Statements {
    private Statements() {}

    record Text(String text) implements Statement {
        @Override
        public Flow render(Scope scope, Output out) {
            out.write(text);
            return Flow.ON;
        }
    }

    record Print(Expression value) implements Statement {
        @Override
        public Flow render(Scope scope, Output out) {
            out.write(PythonText.str(scope.value(value)));
            return Flow.ON;
        }
    }

    record If(Expression condition, Body then, Body otherwise) implements Statement {
        @Override
        public Flow render(Scope scope, Output out) {
            return (Truth.of(scope.value(condition)) ? then : otherwise).render(scope, out);
        }
    }

    record Set(List<String> targets, Expression value) implements Statement {
        @Override
        public Flow render(Scope scope, Output out) {
            scope.set(targets, scope.value(value));
            return Flow.ON;
        }
    }

    /** {@code set name.attribute = value}, which only a namespace allows. */
    record SetAttribute(String name, String attribute, Expression value) implements Statement {
        @Override
        public Flow render(Scope scope, Output out) {
            if (!(scope.named(name) instanceof Namespace namespace)) {
                throw TemplateFailure.of("'%s' is no namespace, so its attributes can't be set", name);
            }
            namespace.set(attribute, scope.value(value));
            return Flow.ON;
        }
    }

    record Block(Body body) implements Statement {
        @Override
        public Flow render(Scope scope, Output out) {
            return body.render(scope, out);
        }
    }

    record With(Body sets, Body body) implements Statement {
        @Override
        public Flow render(Scope scope, Output out) {
            Scope inner = scope.inner();
            sets.render(inner, out);
            return body.render(inner, out);
        }
    }
}
