package org.waggle.executor.jinja;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.waggle.executor.jinja.Accesses.Passed;
import org.waggle.executor.jinja.Token.Kind;

/** Expressions by Jinja's grammar, loosest operator first. */
final class ExpressionParser {
    private static final Set<String> COMPARISONS = Set.of("==", "!=", "<", "<=", ">", ">=");
    private static final Expression NONE = new Literals.Constant(None.NONE);
    private static final Expression MISSING = new Literals.Constant(new Undefined("an if without else has no value"));

    private final TokenStream tokens;
    private final PrimaryParser primary;

    ExpressionParser(TokenStream tokens) {
        this.tokens = tokens;
        this.primary = new PrimaryParser(tokens, this);
    }

    /** An expression, with {@code a if b else c}. */
    Expression expression() {
        tokens.enter();
        Expression value = or();
        while (tokens.skipName("if")) {
            Expression condition = or();
            Expression otherwise = tokens.skipName("else") ? expression() : MISSING;
            value = new Operations.Conditional(condition, value, otherwise);
        }
        tokens.leave();
        return value;
    }

    /** An expression without {@code if}, or several with commas between them, which make a tuple. */
    Expression tuple(Supplier<Expression> item) {
        Expression first = item.get();
        if (!tokens.isOperator(",")) {
            return first;
        }
        List<Expression> items = new ArrayList<>(List.of(first));
        while (tokens.skipOperator(",") && !endsTuple()) {
            items.add(item.get());
        }
        return new Literals.TupleOf(items);
    }

    private boolean endsTuple() {
        return tokens.isOperator(")") || tokens.is(Kind.BLOCK_END) || tokens.is(Kind.VARIABLE_END);
    }

    Expression or() {
        Expression left = and();
        while (tokens.skipName("or")) {
            left = new Operations.Logical(false, left, and());
        }
        return left;
    }

    private Expression and() {
        Expression left = not();
        while (tokens.skipName("and")) {
            left = new Operations.Logical(true, left, not());
        }
        return left;
    }

    private Expression not() {
        if (!tokens.skipName("not")) {
            return comparison();
        }
        tokens.enter();
        Expression negated = new Operations.Not(not());
        tokens.leave();
        return negated;
    }

    private Expression comparison() {
        List<Expression> operands = new ArrayList<>(List.of(sum()));
        List<String> operators = new ArrayList<>();
        while (isComparison()) {
            String operator = tokens.next().text();
            if (operator.equals("not")) {
                tokens.expectName("in");
            }
            operators.add(operator);
            operands.add(sum());
        }
        return operators.isEmpty() ? operands.get(0) : new Operations.Comparison(operators, operands);
    }

    private boolean isComparison() {
        Token token = tokens.current();
        return (token.kind() == Kind.OPERATOR && COMPARISONS.contains(token.text()))
                || tokens.isName("in")
                || (tokens.isName("not") && tokens.following().is(Kind.NAME, "in"));
    }

    private Expression sum() {
        return binary(Set.of("+", "-"), this::concatenation);
    }

    private Expression concatenation() {
        List<Expression> parts = new ArrayList<>(List.of(product()));
        while (tokens.skipOperator("~")) {
            parts.add(product());
        }
        return parts.size() == 1 ? parts.get(0) : new Operations.Concatenation(parts);
    }

    private Expression product() {
        return binary(Set.of("*", "/", "//", "%"), () -> binary(Set.of("**"), this::unary));
    }

    private Expression binary(Set<String> operators, Supplier<Expression> operand) {
        Expression left = operand.get();
        while (tokens.is(Kind.OPERATOR) && operators.contains(tokens.current().text())) {
            left = new Operations.Binary(tokens.next().text(), left, operand.get());
        }
        return left;
    }

    private Expression unary() {
        return filtered(signed());
    }

    private Expression signed() {
        if (tokens.isOperator("-") || tokens.isOperator("+")) {
            boolean negative = tokens.next().text().equals("-");
            tokens.enter();
            Expression operand = signed();
            tokens.leave();
            return negative ? new Operations.Negative(operand) : operand;
        }
        return reached(primary.primary());
    }

    /** What follows a value: {@code .name}, {@code [key]}, {@code (arguments)}. */
    Expression reached(Expression start) {
        Expression value = start;
        while (true) {
            if (tokens.skipOperator(".")) {
                value = attribute(value);
            } else if (tokens.skipOperator("[")) {
                value = item(value);
            } else if (tokens.isOperator("(")) {
                value = new Accesses.Call(value, passed());
            } else {
                return value;
            }
        }
    }

    private Expression attribute(Expression of) {
        if (tokens.is(Kind.INTEGER)) {
            return new Accesses.Item(of, primary.primary());
        }
        return new Accesses.Attribute(of, tokens.expect(Kind.NAME, "a name").text());
    }

    private Expression item(Expression of) {
        Expression first = tokens.isOperator(":") ? NONE : expression();
        if (tokens.skipOperator("]")) {
            return new Accesses.Item(of, first);
        }
        tokens.expectOperator(":");
        Expression to = bound();
        Expression step = tokens.skipOperator(":") ? bound() : NONE;
        tokens.expectOperator("]");
        return new Accesses.Slice(of, first, to, step);
    }

    private Expression bound() {
        return tokens.isOperator(":") || tokens.isOperator("]") ? NONE : expression();
    }

    /** Filters and tests behind a value. */
    Expression filtered(Expression start) {
        Expression value = start;
        while (true) {
            if (tokens.skipOperator("|")) {
                value = filter(value);
            } else if (tokens.skipName("is")) {
                value = test(value);
            } else {
                return value;
            }
        }
    }

    /** A filter whose bar is read already. */
    Expression filter(Expression operand) {
        return new Accesses.Filtered(operand, filterName(), tokens.isOperator("(") ? passed() : Passed.NOTHING);
    }

    private String filterName() {
        String name = tokens.expect(Kind.NAME, "a filter").text();
        if (!Filters.ALL.has(name)) {
            throw tokens.failure("there is no filter named '" + name + "'");
        }
        return name;
    }

    private Expression test(Expression operand) {
        boolean negated = tokens.skipName("not");
        String name = tokens.expect(Kind.NAME, "a test").text();
        if (!Tests.ALL.has(name)) {
            throw tokens.failure("there is no test named '" + name + "'");
        }
        Expression tested = new Accesses.Tested(operand, name, testArguments());
        return negated ? new Operations.Not(tested) : tested;
    }

    /** A test takes arguments in parentheses, or one value without them. */
    private Passed testArguments() {
        if (tokens.isOperator("(")) {
            return passed();
        }
        Token token = tokens.current();
        boolean isValue = switch (token.kind()) {
            case STRING, INTEGER, FLOAT -> true;
            case NAME -> !Set.of("else", "or", "and", "if", "is", "in", "not").contains(token.text());
            case OPERATOR -> token.text().equals("[") || token.text().equals("{");
            default -> false;
        };
        return isValue ? new Passed(List.of(reached(primary.primary())), Map.of()) : Passed.NOTHING;
    }

    /** Arguments in parentheses. */
    Passed passed() {
        List<Expression> positional = new ArrayList<>();
        Map<String, Expression> named = new LinkedHashMap<>();
        tokens.expectOperator("(");
        while (!tokens.skipOperator(")")) {
            if (tokens.is(Kind.NAME) && tokens.following().is(Kind.OPERATOR, "=")) {
                String name = tokens.next().text();
                tokens.next();
                named.put(name, expression());
            } else if (tokens.skipOperator("*")) {
                positional.add(new Accesses.Spread(expression()));
            } else {
                positional.add(expression());
            }
            if (!tokens.isOperator(")")) {
                tokens.expectOperator(",");
            }
        }
        return new Passed(positional, named);
    }
}
