package org.waggle.executor.reward.math;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.waggle.executor.reward.math.MathExpression.Call;
import org.waggle.executor.reward.math.MathExpression.Items;
import org.waggle.executor.reward.math.MathExpression.Literal;
import org.waggle.executor.reward.math.MathExpression.Matrix;
import org.waggle.executor.reward.math.MathExpression.Symbol;
import org.waggle.executor.reward.math.MathExpression.Words;

/** Reads what stands for a value by itself: a number, a letter, a command with its arguments, something in brackets. */
final class ValueParser {
    private static final Set<String> FUNCTIONS = Set.of(
            "\\sin",
            "\\cos",
            "\\tan",
            "\\cot",
            "\\sec",
            "\\csc",
            "\\arcsin",
            "\\arccos",
            "\\arctan",
            "\\sinh",
            "\\cosh",
            "\\tanh",
            "\\ln",
            "\\log",
            "\\lg",
            "\\exp");

    private final TokenStream tokens;
    private final MathParser outer;
    private boolean isInBars;

    /** A parser that leaves what is inside of brackets and arguments to another. */
    ValueParser(TokenStream tokens, MathParser outer) {
        this.tokens = tokens;
        this.outer = outer;
    }

    /** True between two bars, where a third one closes. */
    boolean isInBars() {
        return isInBars;
    }

    MathExpression value() {
        tokens.deeper();
        String token = tokens.take();
        MathExpression value;
        if (Character.isDigit(token.charAt(0)) || (token.startsWith(".") && token.length() > 1)) {
            value = new Literal(new BigDecimal(token), token.contains("."));
        } else if (token.startsWith("\\")) {
            value = command(token);
        } else if (token.equals("{")) {
            value = braced();
        } else if (token.equals("(") || token.equals("[")) {
            value = bracketed(token);
        } else if (token.equals("|")) {
            value = bars();
        } else if (Character.isLetter(token.charAt(0))) {
            value = symbol(token);
        } else {
            throw TokenStream.unreadable();
        }
        tokens.higher();
        return value;
    }

    /** A group, or a set whose braces lack their backslashes. */
    private MathExpression braced() {
        MathExpression inside = closed(outer.list("?"), "}");
        return inside instanceof Items items && items.brackets().equals("?")
                ? new Items(Items.SET, items.items())
                : inside;
    }

    private MathExpression bracketed(String open) {
        MathExpression inside = outer.list("?");
        String close = tokens.take();
        if (!close.equals(")") && !close.equals("]")) {
            throw TokenStream.unreadable();
        }
        return inside instanceof Items items ? new Items(open + close, items.items()) : inside;
    }

    private MathExpression bars() {
        boolean before = isInBars;
        isInBars = true;
        MathExpression inside = outer.sum();
        isInBars = before;
        return closed(Call.of("abs", inside), "|");
    }

    private MathExpression command(String token) {
        if (FUNCTIONS.contains(token)) {
            return function(token);
        }
        int brace = token.indexOf('{');
        if (token.startsWith("\\begin")) {
            return matrix(token.substring(brace));
        }
        if (brace > 1) {
            return words(token.substring(brace + 1, token.length() - 1).strip());
        }
        return switch (token) {
            case "\\frac" -> Call.of("frac", argument(), argument());
            case "\\binom" -> Call.of("binom", argument(), argument());
            case "\\sqrt" -> root();
            case "\\boxed", "\\fbox" -> argument();
            case "\\{" -> set();
            case "\\emptyset" -> new Items(Items.SET, List.of());
            case "\\lfloor" -> closed(Call.of("floor", outer.sum()), "\\rfloor");
            case "\\lceil" -> closed(Call.of("ceil", outer.sum()), "\\rceil");
            default -> named(token);
        };
    }

    /** A letter of another alphabet, or a sign that stands for itself. */
    private MathExpression named(String token) {
        if (token.length() < 3) {
            throw TokenStream.unreadable();
        }
        return symbol(token);
    }

    private static MathExpression words(String text) {
        String choice = text.replaceFirst("^\\(([A-Za-z])\\)$", "$1");
        return choice.length() == 1 ? new Symbol(choice) : new Words(choice);
    }

    private MathExpression set() {
        if (tokens.skip("\\}")) {
            return new Items(Items.SET, List.of());
        }
        return closed(outer.list(Items.SET), "\\}");
    }

    private MathExpression root() {
        if (!tokens.skip("[")) {
            return Call.of("sqrt", argument());
        }
        MathExpression degree = closed(outer.sum(), "]");
        return Call.of("^", argument(), Call.of("/", new Literal(BigDecimal.ONE, false), degree));
    }

    /** {@code {…}}, or what LaTeX takes where there are no braces: a digit or one other token. */
    private MathExpression argument() {
        return tokens.takeDigit()
                .<MathExpression>map(digit -> new Literal(digit, false))
                .orElseGet(this::value);
    }

    private MathExpression function(String name) {
        MathExpression base = base(name);
        Optional<MathExpression> exponent = tokens.skip("^") ? Optional.of(argument()) : Optional.empty();
        tokens.deeper();
        MathExpression of = outer.signed();
        tokens.higher();
        boolean isLogarithm = name.equals("\\log") || name.equals("\\lg");
        MathExpression call = isLogarithm ? Call.of("log", of, base) : Call.of(name.substring(1), of);
        return exponent.<MathExpression>map(power -> Call.of("^", call, power)).orElse(call);
    }

    /** What a logarithm has as its base: a logarithm without one is the natural one. */
    private MathExpression base(String name) {
        if (name.equals("\\log")) {
            return tokens.skip("_") ? argument() : new Symbol("e");
        }
        return new Literal(BigDecimal.TEN, false);
    }

    private MathExpression symbol(String name) {
        StringBuilder full = new StringBuilder(name);
        if (tokens.skip("_")) {
            full.append('_').append(subscript());
        }
        while (tokens.peek().equals("'")) {
            full.append(tokens.take());
        }
        return new Symbol(full.toString());
    }

    private String subscript() {
        if (!tokens.skip("{")) {
            return tokens.take();
        }
        StringBuilder inside = new StringBuilder();
        while (!tokens.skip("}")) {
            inside.append(tokens.take());
        }
        return inside.toString();
    }

    /** {@code {cc}} behind {@code \\begin{array}}. */
    private void skipColumns() {
        tokens.require("{");
        while (!tokens.skip("}")) {
            tokens.take();
        }
    }

    private MathExpression matrix(String environment) {
        if (!environment.matches("\\{[a-zA-Z]?(matrix|array)\\*?}")) {
            throw TokenStream.unreadable();
        }
        List<List<MathExpression>> rows = new ArrayList<>();
        rows.add(new ArrayList<>());
        if (environment.startsWith("{array")) {
            skipColumns();
        }
        while (true) {
            if (!tokens.peek().equals("\\end" + environment)) {
                rows.get(rows.size() - 1).add(outer.relation());
            }
            String token = tokens.take();
            if (token.equals("\\\\")) {
                rows.add(new ArrayList<>());
            } else if (token.equals("\\end" + environment)) {
                rows.removeIf(List::isEmpty);
                return new Matrix(rows);
            } else if (!token.equals("&")) {
                throw TokenStream.unreadable();
            }
        }
    }

    private <T> T closed(T inside, String close) {
        tokens.require(close);
        return inside;
    }
}
