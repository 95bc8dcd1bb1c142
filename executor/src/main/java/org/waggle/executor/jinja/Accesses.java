package org.waggle.executor.jinja;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Expressions that reach into a value, or call it. */
final class Accesses {
    private Accesses() {}

    record Attribute(Expression of, String name) implements Expression {
        @Override
        public Object evaluate(Scope scope) {
            return Attributes.named(scope.value(of), name);
        }
    }

    record Item(Expression of, Expression key) implements Expression {
        @Override
        public Object evaluate(Scope scope) {
            return Attributes.at(scope.value(of), scope.value(key));
        }
    }

    record Slice(Expression of, Expression from, Expression to, Expression step) implements Expression {
        @Override
        public Object evaluate(Scope scope) {
            return Sequences.slice(scope.value(of), scope.value(from), scope.value(to), scope.value(step));
        }
    }

    record Call(Expression function, Passed passed) implements Expression {
        @Override
        public Object evaluate(Scope scope) {
            Object value = scope.value(function);
            if (value instanceof Callable callable) {
                return callable.call(passed.in(scope));
            }
            if (value instanceof Undefined undefined) {
                throw undefined.failure();
            }
            throw TemplateFailure.of("%s can't be called", PythonText.type(value));
        }

        /** The same call with one more argument. */
        Call with(String name, Expression value) {
            Map<String, Expression> named = new LinkedHashMap<>(passed.named());
            named.put(name, value);
            return new Call(function, new Passed(passed.positional(), named));
        }
    }

    record Filtered(Expression operand, String filter, Passed passed) implements Expression {
        @Override
        public Object evaluate(Scope scope) {
            return Filters.ALL.of(filter).apply(scope.value(operand), passed.in(scope));
        }
    }

    record Tested(Expression operand, String test, Passed passed) implements Expression {
        @Override
        public Object evaluate(Scope scope) {
            return Tests.ALL.of(test).holds(scope.value(operand), passed.in(scope));
        }
    }

    /** {@code *items} in a call: each item an argument of its own. */
    record Spread(Expression items) implements Expression {
        @Override
        public Object evaluate(Scope scope) {
            return scope.value(items);
        }
    }

    /** Arguments as a call writes them. */
    record Passed(List<Expression> positional, Map<String, Expression> named) {
        static final Passed NOTHING = new Passed(List.of(), Map.of());

        Arguments in(Scope scope) {
            List<Object> values = new ArrayList<>();
            for (Expression each : positional) {
                Object value = scope.value(each);
                if (each instanceof Spread) {
                    values.addAll(Sequences.items(value));
                } else {
                    values.add(value);
                }
            }
            Map<String, Object> byName = new LinkedHashMap<>();
            named.forEach((name, each) -> byName.put(name, scope.value(each)));
            return new Arguments(values, byName, scope.work());
        }
    }
}
