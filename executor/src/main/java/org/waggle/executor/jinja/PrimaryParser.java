package org.waggle.executor.jinja;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.waggle.executor.jinja.Token.Kind;

/** Values that stand alone: names, numbers, texts, and what is in brackets. */
final class PrimaryParser {
    private final TokenStream tokens;
    private final ExpressionParser expressions;

    PrimaryParser(TokenStream tokens, ExpressionParser expressions) {
        this.tokens = tokens;
        this.expressions = expressions;
    }

    Expression primary() {
        Token token = tokens.next();
        return switch (token.kind()) {
            case NAME -> name(token.text());
            case STRING -> new Literals.Constant(text(token.text()));
            case INTEGER -> new Literals.Constant(integer(token.text()));
            case FLOAT -> new Literals.Constant(Double.parseDouble(token.text().replace("_", "")));
            case OPERATOR -> bracketed(token);
            default -> throw TemplateFailure.of("line %d: %s where a value should be", token.line(), token.shown());
        };
    }

    private static Expression name(String name) {
        return switch (name) {
            case "true", "True" -> new Literals.Constant(true);
            case "false", "False" -> new Literals.Constant(false);
            case "none", "None" -> new Literals.Constant(None.NONE);
            default -> new Literals.Name(name);
        };
    }

    /** Texts side by side are one. */
    private String text(String first) {
        StringBuilder all = new StringBuilder(first);
        while (tokens.is(Kind.STRING)) {
            all.append(tokens.next().text());
        }
        return all.toString();
    }

    private Long integer(String digits) {
        try {
            return Long.parseLong(digits.replace("_", ""));
        } catch (NumberFormatException e) {
            throw tokens.failure("a number of more than 64 bits");
        }
    }

    private Expression bracketed(Token token) {
        return switch (token.text()) {
            case "(" -> parenthesised();
            case "[" -> new Literals.ListOf(upTo("]", expressions::expression));
            case "{" -> map();
            default -> throw TemplateFailure.of("line %d: %s where a value should be", token.line(), token.shown());
        };
    }

    private Expression parenthesised() {
        if (tokens.skipOperator(")")) {
            return new Literals.TupleOf(List.of());
        }
        Expression value = expressions.tuple(expressions::expression);
        tokens.expectOperator(")");
        return value;
    }

    private Expression map() {
        List<Expression> keys = new ArrayList<>();
        List<Expression> values = upTo("}", () -> {
            keys.add(expressions.expression());
            tokens.expectOperator(":");
            return expressions.expression();
        });
        return new Literals.MapOf(keys, values);
    }

    private List<Expression> upTo(String end, Supplier<Expression> item) {
        List<Expression> items = new ArrayList<>();
        while (!tokens.skipOperator(end)) {
            items.add(item.get());
            if (!tokens.isOperator(end)) {
                tokens.expectOperator(",");
            }
        }
        return items;
    }
}
