package org.waggle.executor.jinja;

import java.util.List;
import org.waggle.executor.jinja.Token.Kind;

/** Tokens, taken one after the other. */
final class TokenStream {
    private static final int DEEPEST = 200;

    private final List<Token> tokens;
    private int place;
    private int depth;

    TokenStream(List<Token> tokens) {
        this.tokens = tokens;
    }

    Token current() {
        return tokens.get(place);
    }

    Token following() {
        return tokens.get(Math.min(place + 1, tokens.size() - 1));
    }

    Token next() {
        Token token = current();
        place = Math.min(place + 1, tokens.size() - 1);
        return token;
    }

    boolean is(Kind kind) {
        return current().kind() == kind;
    }

    boolean isOperator(String text) {
        return current().is(Kind.OPERATOR, text);
    }

    boolean isName(String text) {
        return current().is(Kind.NAME, text);
    }

    boolean skipOperator(String text) {
        return isOperator(text) && next() != null;
    }

    boolean skipName(String text) {
        return isName(text) && next() != null;
    }

    void expectOperator(String text) {
        if (!skipOperator(text)) {
            throw unexpected("'" + text + "'");
        }
    }

    void expectName(String text) {
        if (!skipName(text)) {
            throw unexpected("'" + text + "'");
        }
    }

    Token expect(Kind kind, String wanted) {
        if (!is(kind)) {
            throw unexpected(wanted);
        }
        return next();
    }

    /** Called where the grammar nests; {@link #leave} follows. */
    void enter() {
        if (++depth > DEEPEST) {
            throw failure("it nests more than " + DEEPEST + " deep");
        }
    }

    void leave() {
        depth--;
    }

    TemplateFailure unexpected(String wanted) {
        return failure("%s where %s should be".formatted(current().shown(), wanted));
    }

    TemplateFailure failure(String what) {
        return TemplateFailure.of("line %d: %s", current().line(), what);
    }
}
