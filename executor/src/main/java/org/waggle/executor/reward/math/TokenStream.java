package org.waggle.executor.reward.math;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** Tokens that are read one by one, and how deep the reader is. */
final class TokenStream {
    private static final int DEEPEST = 100;
    private static final String END = "";

    private final List<String> tokens;
    private int next;
    private int depth;

    /** Reads a list, which it may change. */
    TokenStream(List<String> tokens) {
        this.tokens = tokens;
    }

    /** The next token; empty at the end. */
    String peek() {
        return next < tokens.size() ? tokens.get(next) : END;
    }

    /** The next token, which must be there. */
    String take() {
        String token = peek();
        if (token.equals(END)) {
            throw unreadable();
        }
        next++;
        return token;
    }

    /** Takes a token if it is the next one. */
    boolean skip(String token) {
        boolean isNext = peek().equals(token);
        next += isNext ? 1 : 0;
        return isNext;
    }

    /** The first digit of a number of several, as LaTeX takes it for an argument without braces. */
    Optional<BigDecimal> takeDigit() {
        String token = peek();
        if (token.length() < 2 || !Character.isDigit(token.charAt(0))) {
            return Optional.empty();
        }
        tokens.set(next, token.substring(1));
        return Optional.of(new BigDecimal(token.substring(0, 1)));
    }

    void require(String token) {
        if (!skip(token)) {
            throw unreadable();
        }
    }

    void requireEnd() {
        if (next < tokens.size()) {
            throw unreadable();
        }
    }

    /** Goes down a level, if there aren't too many. */
    void deeper() {
        if (++depth > DEEPEST) {
            throw unreadable();
        }
    }

    void higher() {
        depth--;
    }

    static RuntimeException unreadable() {
        return new UnreadableException();
    }

    /** The text isn't mathematics as far as we read it. Thrown and caught in this package, so it needs no trace. */
    static final class UnreadableException extends RuntimeException {
        private UnreadableException() {
            super("", null, false, false);
        }
    }
}
