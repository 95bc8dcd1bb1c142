package org.waggle.executor.jinja;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Expressions that stand for what is written there. */
final class Literals {
    private Literals() {}

    record Constant(Object value) implements Expression {
        @Override
        public Object evaluate(Scope scope) {
            return value;
        }
    }

    record Name(String name) implements Expression {
        @Override
        public Object evaluate(Scope scope) {
            return scope.named(name);
        }
    }

    record ListOf(List<Expression> items) implements Expression {
        @Override
        public Object evaluate(Scope scope) {
            List<Object> values = new ArrayList<>();
            items.forEach(item -> values.add(scope.value(item)));
            return scope.work().made(values);
        }
    }

    record TupleOf(List<Expression> items) implements Expression {
        @Override
        public Object evaluate(Scope scope) {
            return scope.work().made(new Tuple(items.stream().map(scope::value).toList()));
        }
    }

    /** A map; {@code keys} and {@code values} go side by side. */
    record MapOf(List<Expression> keys, List<Expression> values) implements Expression {
        @Override
        public Object evaluate(Scope scope) {
            Map<Object, Object> map = new LinkedHashMap<>();
            for (int i = 0; i < keys.size(); i++) {
                map.put(scope.value(keys.get(i)), scope.value(values.get(i)));
            }
            return scope.work().made(map);
        }
    }
}
