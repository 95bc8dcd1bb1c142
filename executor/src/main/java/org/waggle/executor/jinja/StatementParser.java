package org.waggle.executor.jinja;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.waggle.executor.jinja.Statement.Flow;
import org.waggle.executor.jinja.Token.Kind;

/** Statements by Jinja's grammar, with transformers' {@code generation} and the loop controls. */
final class StatementParser {
    private final TokenStream tokens;
    private final ExpressionParser expressions;
    private int loops;

    StatementParser(TokenStream tokens) {
        this.tokens = tokens;
        this.expressions = new ExpressionParser(tokens);
    }

    Body template() {
        Body body = body(Set.of());
        tokens.expect(Kind.END, "the end");
        return body;
    }

    /** Statements up to a tag with one of the names, which is left to be read, or to the end. */
    private Body body(Set<String> ends) {
        tokens.enter();
        List<Statement> statements = new ArrayList<>();
        while (!tokens.is(Kind.END)
                && !(tokens.is(Kind.BLOCK_BEGIN)
                        && ends.contains(tokens.following().text()))) {
            int line = tokens.current().line();
            Statement statement = statement();
            statements.add((scope, out) -> {
                scope.work().at(line);
                return statement.render(scope, out);
            });
        }
        tokens.leave();
        return new Body(List.copyOf(statements));
    }

    private Statement statement() {
        Token token = tokens.next();
        return switch (token.kind()) {
            case TEXT -> new Statements.Text(token.text());
            case VARIABLE_BEGIN -> {
                Expression value = expressions.tuple(expressions::expression);
                tokens.expect(Kind.VARIABLE_END, "}}");
                yield new Statements.Print(value);
            }
            default -> tag();
        };
    }

    private Statement tag() {
        String name = tokens.expect(Kind.NAME, "a tag").text();
        return switch (name) {
            case "if" -> conditional();
            case "for" -> loop();
            case "set" -> set();
            case "macro" -> macro();
            case "call" -> call();
            case "filter" -> filter();
            case "with" -> with();
            case "generation" -> new Statements.Block(rest("endgeneration"));
            case "break", "continue" -> control(name.equals("break") ? Flow.BREAK : Flow.CONTINUE);
            default -> throw tokens.failure("tag '" + name + "', which chat templates don't have");
        };
    }

    private void end() {
        tokens.expect(Kind.BLOCK_END, "%}");
    }

    /** The body of a tag up to its end tag, with what ends the opening tag before it. */
    private Body rest(String endTag) {
        end();
        Body body = body(Set.of(endTag));
        close(endTag);
        return body;
    }

    private void close(String endTag) {
        tokens.expect(Kind.BLOCK_BEGIN, "{% " + endTag + " %}");
        tokens.expectName(endTag);
        if (tokens.is(Kind.NAME)) {
            tokens.next();
        }
        end();
    }

    private Statement conditional() {
        Expression condition = expressions.tuple(expressions::expression);
        end();
        Body then = body(Set.of("elif", "else", "endif"));
        tokens.expect(Kind.BLOCK_BEGIN, "{% endif %}");
        if (tokens.skipName("elif")) {
            tokens.enter();
            Statement otherwise = conditional();
            tokens.leave();
            return new Statements.If(condition, then, new Body(List.of(otherwise)));
        }
        Body otherwise = new Body(List.of());
        if (tokens.skipName("else")) {
            end();
            otherwise = body(Set.of("endif"));
            tokens.expect(Kind.BLOCK_BEGIN, "{% endif %}");
        }
        tokens.expectName("endif");
        end();
        return new Statements.If(condition, then, otherwise);
    }

    private Statement loop() {
        List<String> targets = targets();
        tokens.expectName("in");
        Expression items = expressions.tuple(expressions::or);
        Expression condition = tokens.skipName("if") ? expressions.expression() : new Literals.Constant(true);
        end();
        loops++;
        Body body = body(Set.of("else", "endfor"));
        loops--;
        Body otherwise = new Body(List.of());
        if (tokens.following().is(Kind.NAME, "else")) {
            tokens.next();
            tokens.next();
            end();
            otherwise = body(Set.of("endfor"));
        }
        close("endfor");
        return new For(targets, items, condition, body, otherwise);
    }

    /** {@code a}, {@code a, b} or {@code (a, b)}. */
    private List<String> targets() {
        boolean parenthesised = tokens.skipOperator("(");
        List<String> targets = new ArrayList<>();
        do {
            targets.add(tokens.expect(Kind.NAME, "a name").text());
        } while (tokens.skipOperator(","));
        if (parenthesised) {
            tokens.expectOperator(")");
        }
        return targets;
    }

    private Statement set() {
        List<String> targets = targets();
        if (tokens.skipOperator(".")) {
            String attribute = tokens.expect(Kind.NAME, "a name").text();
            tokens.expectOperator("=");
            return ended(
                    new Statements.SetAttribute(targets.get(0), attribute, expressions.tuple(expressions::expression)));
        }
        if (tokens.skipOperator("=")) {
            return ended(new Statements.Set(targets, expressions.tuple(expressions::expression)));
        }
        return new Statements.Set(targets, written(expressions::filtered, "endset"));
    }

    /** What a body writes, through the filters that stand in its opening tag. */
    private Expression written(UnaryOperator<Expression> filters, String endTag) {
        List<Body> body = new ArrayList<>();
        Expression filtered = filters.apply(scope -> scope.inner().captured(body.get(0)));
        body.add(rest(endTag));
        return filtered;
    }

    private Statement ended(Statement statement) {
        end();
        return statement;
    }

    private Statement macro() {
        String name = tokens.expect(Kind.NAME, "a name").text();
        Parameters parameters = parameters();
        Body body = rest("endmacro");
        return (scope, out) -> {
            scope.set(name, new Macro(name, parameters, body, scope));
            return Flow.ON;
        };
    }

    private Parameters parameters() {
        List<String> names = new ArrayList<>();
        List<Expression> defaults = new ArrayList<>();
        tokens.expectOperator("(");
        while (!tokens.skipOperator(")")) {
            String name = tokens.expect(Kind.NAME, "a name").text();
            names.add(name);
            defaults.add(
                    tokens.skipOperator("=")
                            ? expressions.expression()
                            : new Literals.Constant(new Undefined("parameter '" + name + "' was not provided")));
            if (!tokens.isOperator(")")) {
                tokens.expectOperator(",");
            }
        }
        return new Parameters(names, defaults);
    }

    private Statement call() {
        Parameters parameters = tokens.isOperator("(") ? parameters() : new Parameters(List.of(), List.of());
        if (!(expressions.expression() instanceof Accesses.Call call)) {
            throw tokens.failure("a call block that calls nothing");
        }
        Body body = rest("endcall");
        return new Statements.Print(call.with(Macro.CALLER, scope -> new Macro(Macro.CALLER, parameters, body, scope)));
    }

    private Statement filter() {
        return new Statements.Print(written(text -> expressions.filtered(expressions.filter(text)), "endfilter"));
    }

    private Statement with() {
        List<Statement> sets = new ArrayList<>();
        while (!tokens.is(Kind.BLOCK_END)) {
            List<String> targets = List.of(tokens.expect(Kind.NAME, "a name").text());
            tokens.expectOperator("=");
            sets.add(new Statements.Set(targets, expressions.expression()));
            if (!tokens.is(Kind.BLOCK_END)) {
                tokens.expectOperator(",");
            }
        }
        return new Statements.With(new Body(sets), rest("endwith"));
    }

    private Statement control(Flow flow) {
        if (loops == 0) {
            throw tokens.failure("a loop control outside of a loop");
        }
        return ended((scope, out) -> flow);
    }
}
