package org.waggle.executor.jinja;

import java.util.List;

/** Expressions that combine others by an operator. */
final class Operations {
    private Operations() {}

    record Binary(String operator, Expression left, Expression right) implements Expression {
        @Override
        public Object evaluate(Scope scope) {
            return Arithmetic.of(operator, scope.value(left), scope.value(right), scope.work());
        }
    }

    record Negative(Expression operand) implements Expression {
        @Override
        public Object evaluate(Scope scope) {
            return Arithmetic.negative(scope.value(operand));
        }
    }

    /** {@code a ~ b}: both as text. */
    record Concatenation(List<Expression> parts) implements Expression {
        @Override
        public Object evaluate(Scope scope) {
            Output out = new Output(scope.work());
            parts.forEach(part -> out.write(PythonText.str(scope.value(part))));
            return out.text();
        }
    }

    /** The left value if it decides, else the right one. */
    record Logical(boolean and, Expression left, Expression right) implements Expression {
        @Override
        public Object evaluate(Scope scope) {
            Object value = scope.value(left);
            return Truth.of(value) == and ? scope.value(right) : value;
        }
    }

    record Not(Expression operand) implements Expression {
        @Override
        public Object evaluate(Scope scope) {
            return !Truth.of(scope.value(operand));
        }
    }

    /** {@code a < b <= c}: {@code operators.get(i)} stands between {@code operands} i and i + 1. */
    record Comparison(List<String> operators, List<Expression> operands) implements Expression {
        @Override
        public Object evaluate(Scope scope) {
            Object left = scope.value(operands.get(0));
            for (int i = 0; i < operators.size(); i++) {
                Object right = scope.value(operands.get(i + 1));
                if (!holds(operators.get(i), left, right)) {
                    return false;
                }
                left = right;
            }
            return true;
        }

        private static boolean holds(String operator, Object left, Object right) {
            return switch (operator) {
                case "==" -> Truth.equal(left, right);
                case "!=" -> !Truth.equal(left, right);
                case "<" -> Truth.compare(left, right) < 0;
                case "<=" -> Truth.compare(left, right) <= 0;
                case ">" -> Truth.compare(left, right) > 0;
                case ">=" -> Truth.compare(left, right) >= 0;
                case "in" -> Truth.contains(right, left);
                default -> !Truth.contains(right, left);
            };
        }
    }

    record Conditional(Expression condition, Expression then, Expression otherwise) implements Expression {
        @Override
        public Object evaluate(Scope scope) {
            return scope.value(Truth.of(scope.value(condition)) ? then : otherwise);
        }
    }
}
