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
import org.waggle.executor.reward.math.MathExpression.Relation;
import org.waggle.executor.reward.math.MathExpression.Symbol;
import org.waggle.executor.reward.math.MathExpression.Words;

/** Reads tokens of mathematics by recursive descent: list, relation, sum, product, power, value. */
final class MathParser {
    private static final int LONGEST = 1000;
    private static final int DEEPEST = 100;
    private static final Set<String> RELATIONS = Set.of("=", "≠", "<", "≤", ">", "≥");
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
    private static final Set<String> ENDS = Set.of(
            ")",
            "]",
            "}",
            "\\}",
            "|",
            "\\rfloor",
            "\\rceil",
            ",",
            ";",
            "&",
            "\\\\",
            "+",
            "-",
            "\\pm",
            "\\mp",
            "\\cup",
            "\\in",
            "*",
            "/");
    private static final Set<String> SEPARATORS = Set.of(",", ";", "\\text{and}", "\\text{or}");
    private static final String END = "";

    private final List<String> tokens;
    private int next;
    private int depth;
    private boolean isInBars;

    private MathParser(List<String> tokens) {
        this.tokens = tokens;
    }

    /** What a text says; empty if it isn't mathematics as far as we read it. */
    static Optional<MathExpression> parse(String text) {
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            MathParser parser = new MathParser(MathLexer.tokens(text));
            MathExpression all = parser.list(Items.LIST);
            parser.require(END);
            return Optional.of(all);
        } catch (UnreadableException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** Values apart by commas; a single one is itself. */
    private MathExpression list(String brackets) {
        List<MathExpression> items = new ArrayList<>();
        items.add(relation());
        while (SEPARATORS.contains(peek().replaceAll("\\s", ""))) {
            take();
            if (!SEPARATORS.contains(peek().replaceAll("\\s", ""))) {
                items.add(relation());
            }
        }
        return items.size() == 1 && !brackets.equals(Items.SET) ? items.get(0) : new Items(brackets, items);
    }

    private MathExpression relation() {
        List<MathExpression> sides = new ArrayList<>();
        List<String> signs = new ArrayList<>();
        sides.add(union());
        while (RELATIONS.contains(peek())) {
            signs.add(take());
            sides.add(union());
        }
        if (peek().equals("\\in") && signs.isEmpty()) {
            take();
            return union();
        }
        return signs.isEmpty() ? sides.get(0) : new Relation(sides, signs);
    }

    private MathExpression union() {
        List<MathExpression> parts = new ArrayList<>(List.of(sum()));
        while (peek().equals("\\cup")) {
            take();
            parts.add(sum());
        }
        return parts.size() == 1 ? parts.get(0) : new Call("union", parts);
    }

    private MathExpression sum() {
        MathExpression sum = product();
        while (Set.of("+", "-", "\\pm", "\\mp").contains(peek())) {
            sum = Call.of(take(), sum, product());
        }
        return sum;
    }

    private MathExpression product() {
        MathExpression product = signed();
        while (true) {
            String token = peek();
            if (token.equals("*") || token.equals("/")) {
                product = Call.of(take(), product, signed());
            } else if (isValueAhead()) {
                MathExpression factor = power();
                if (factor instanceof Words) {
                    continue;
                }
                product = isMixed(product, factor) ? Call.of("+", product, factor) : Call.of("*", product, factor);
            } else {
                return product;
            }
        }
    }

    /** {@code 1\frac{1}{2}}. */
    private static boolean isMixed(MathExpression whole, MathExpression part) {
        return whole instanceof Literal number
                && !number.isDecimal()
                && part instanceof Call fraction
                && fraction.function().equals("frac")
                && fraction.arguments().stream().allMatch(Literal.class::isInstance);
    }

    private boolean isValueAhead() {
        String token = peek();
        return (!token.equals(END) && !token.startsWith("\\end") && !RELATIONS.contains(token) && !ENDS.contains(token))
                || (token.equals("|") && !isInBars);
    }

    private MathExpression signed() {
        if (peek().equals("-") || peek().equals("+") || peek().equals("\\pm") || peek().equals("\\mp")) {
            String sign = take();
            deeper();
            MathExpression value = signed();
            depth--;
            return sign.equals("+") ? value : Call.of(sign, value);
        }
        return power();
    }

    private MathExpression power() {
        MathExpression base = postfixed();
        if (!peek().equals("^")) {
            return base;
        }
        take();
        deeper();
        MathExpression exponent = peek().equals("-") ? signed() : power();
        depth--;
        return Call.of("^", base, exponent);
    }

    private MathExpression postfixed() {
        MathExpression value = value();
        while (peek().equals("!") || peek().equals("%")) {
            value = Call.of(take(), value);
        }
        return value;
    }

    private MathExpression value() {
        deeper();
        String token = take();
        MathExpression value;
        if (Character.isDigit(token.charAt(0)) || (token.startsWith(".") && token.length() > 1)) {
            value = new Literal(new BigDecimal(token), token.contains("."));
        } else if (token.startsWith("\\")) {
            value = command(token);
        } else if (token.equals("{")) {
            value = closed(relation(), "}");
        } else if (token.equals("(") || token.equals("[")) {
            value = bracketed(token);
        } else if (token.equals("|")) {
            value = bars();
        } else if (Character.isLetter(token.charAt(0))) {
            value = symbol(token);
        } else {
            throw new UnreadableException();
        }
        depth--;
        return value;
    }

    private MathExpression bracketed(String open) {
        MathExpression inside = list("?");
        String close = take();
        if (!close.equals(")") && !close.equals("]")) {
            throw new UnreadableException();
        }
        return inside instanceof Items items ? new Items(open + close, items.items()) : inside;
    }

    private MathExpression bars() {
        boolean before = isInBars;
        isInBars = true;
        MathExpression inside = sum();
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
            case "\\lfloor" -> closed(Call.of("floor", sum()), "\\rfloor");
            case "\\lceil" -> closed(Call.of("ceil", sum()), "\\rceil");
            default -> named(token);
        };
    }

    /** A letter of another alphabet, or a sign that stands for itself. */
    private MathExpression named(String token) {
        if (token.length() < 3) {
            throw new UnreadableException();
        }
        return symbol(token);
    }

    private static MathExpression words(String text) {
        String choice = text.replaceFirst("^\\(([A-Za-z])\\)$", "$1");
        return choice.length() == 1 ? new Symbol(choice) : new Words(choice);
    }

    private MathExpression set() {
        if (peek().equals("\\}")) {
            take();
            return new Items(Items.SET, List.of());
        }
        return closed(list(Items.SET), "\\}");
    }

    private MathExpression root() {
        if (!peek().equals("[")) {
            return Call.of("sqrt", argument());
        }
        take();
        MathExpression degree = closed(sum(), "]");
        return Call.of("^", argument(), Call.of("/", new Literal(BigDecimal.ONE, false), degree));
    }

    /** {@code {…}}, or what LaTeX takes where there are no braces: a digit or one other token. */
    private MathExpression argument() {
        String token = peek();
        if (!token.isEmpty() && Character.isDigit(token.charAt(0)) && token.length() > 1) {
            tokens.set(next, token.substring(1));
            return new Literal(new BigDecimal(token.substring(0, 1)), false);
        }
        return value();
    }

    private MathExpression function(String name) {
        MathExpression base = new Literal(BigDecimal.TEN, false);
        if (name.equals("\\log") && peek().equals("_")) {
            take();
            base = argument();
        } else if (name.equals("\\log")) {
            base = new Symbol("e");
        }
        MathExpression exponent = null;
        if (peek().equals("^")) {
            take();
            exponent = argument();
        }
        deeper();
        MathExpression of = signed();
        depth--;
        MathExpression call =
                name.equals("\\log") || name.equals("\\lg") ? Call.of("log", of, base) : Call.of(name.substring(1), of);
        return exponent == null ? call : Call.of("^", call, exponent);
    }

    private MathExpression symbol(String name) {
        StringBuilder full = new StringBuilder(name);
        if (peek().equals("_")) {
            take();
            full.append('_');
            if (peek().equals("{")) {
                take();
                while (!peek().equals("}")) {
                    full.append(take());
                }
            }
            if (full.charAt(full.length() - 1) == '_' || peek().equals("}")) {
                full.append(take().replace("}", ""));
            }
        }
        while (peek().equals("'")) {
            full.append(take());
        }
        return new Symbol(full.toString());
    }

    private MathExpression matrix(String environment) {
        if (!environment.matches("\\{[a-zA-Z]?(matrix|array)\\*?}")) {
            throw new UnreadableException();
        }
        List<List<MathExpression>> rows = new ArrayList<>();
        rows.add(new ArrayList<>());
        while (true) {
            if (!peek().equals("\\end" + environment)) {
                rows.get(rows.size() - 1).add(relation());
            }
            String token = take();
            if (token.equals("\\\\")) {
                rows.add(new ArrayList<>());
            } else if (token.equals("\\end" + environment)) {
                rows.removeIf(List::isEmpty);
                return new Matrix(rows);
            } else if (!token.equals("&")) {
                throw new UnreadableException();
            }
        }
    }

    private <T> T closed(T inside, String close) {
        require(close);
        return inside;
    }

    private void require(String token) {
        if (!peek().equals(token)) {
            throw new UnreadableException();
        }
        next++;
    }

    private void deeper() {
        if (++depth > DEEPEST) {
            throw new UnreadableException();
        }
    }

    private String peek() {
        return next < tokens.size() ? tokens.get(next) : END;
    }

    private String take() {
        String token = peek();
        if (token.equals(END)) {
            throw new UnreadableException();
        }
        next++;
        return token;
    }

    /** Thrown and caught here, so it needs no trace. */
    private static final class UnreadableException extends RuntimeException {
        UnreadableException() {
            super("", null, false, false);
        }
    }
}
