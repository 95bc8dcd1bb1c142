package org.waggle.executor.reward.math;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.waggle.executor.reward.math.MathExpression.Call;
import org.waggle.executor.reward.math.MathExpression.Items;
import org.waggle.executor.reward.math.MathExpression.Literal;
import org.waggle.executor.reward.math.MathExpression.Relation;
import org.waggle.executor.reward.math.MathExpression.Words;

/** Reads mathematics by recursive descent: list, relation, union, sum, product, power; {@link ValueParser} goes on. */
final class MathParser {
    private static final int LONGEST = 1000;
    private static final Set<String> RELATIONS = Set.of("=", "≠", "<", "≤", ">", "≥");
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
            "/",
            ":");
    /** After an equation it says nothing new. */
    private static final String APPROXIMATELY = "\\approx";

    private static final Set<String> SEPARATORS = Set.of(",", ";", "\\text{and}", "\\text{or}");

    private final TokenStream tokens;
    private final ValueParser values;

    private MathParser(TokenStream tokens) {
        this.tokens = tokens;
        this.values = new ValueParser(tokens, this);
    }

    /** What a text says; empty if it isn't mathematics as far as we read it. */
    static Optional<MathExpression> parse(String text) {
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            TokenStream tokens = new TokenStream(MathLexer.tokens(text));
            MathExpression all = new MathParser(tokens).list(Items.LIST);
            tokens.requireEnd();
            return Optional.of(all);
        } catch (TokenStream.UnreadableException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** Values apart by commas; a single one is itself. */
    MathExpression list(String brackets) {
        List<MathExpression> items = new ArrayList<>();
        items.add(relation());
        while (isSeparatorAhead()) {
            tokens.take();
            if (!isSeparatorAhead()) {
                items.add(relation());
            }
        }
        return items.size() == 1 && !brackets.equals(Items.SET) ? items.get(0) : new Items(brackets, items);
    }

    /** A comma, the word and, or both. */
    private boolean isSeparatorAhead() {
        return SEPARATORS.contains(tokens.peek().replaceAll("\\s", ""));
    }

    MathExpression relation() {
        List<MathExpression> sides = new ArrayList<>();
        List<String> signs = new ArrayList<>();
        sides.add(union());
        while (RELATIONS.contains(tokens.peek()) || tokens.peek().equals(APPROXIMATELY)) {
            String sign = tokens.take();
            MathExpression side = union();
            if (!sign.equals(APPROXIMATELY)) {
                signs.add(sign);
                sides.add(side);
            } else if (signs.isEmpty()) {
                signs.add("=");
                sides.add(side);
            }
        }
        if (signs.isEmpty() && tokens.skip("\\in")) {
            return union();
        }
        return signs.isEmpty() ? sides.get(0) : new Relation(sides, signs);
    }

    private MathExpression union() {
        List<MathExpression> parts = new ArrayList<>(List.of(sum()));
        while (tokens.skip("\\cup")) {
            parts.add(sum());
        }
        return parts.size() == 1 ? parts.get(0) : new Call("union", parts);
    }

    MathExpression sum() {
        MathExpression sum = product();
        while (Set.of("+", "-", "\\pm", "\\mp").contains(tokens.peek())) {
            sum = Call.of(tokens.take(), sum, product());
        }
        return sum;
    }

    private MathExpression product() {
        MathExpression product = signed();
        while (true) {
            String token = tokens.peek();
            if (token.equals("*") || token.equals("/") || token.equals(":")) {
                product = Call.of(tokens.take().replace(':', '/'), product, signed());
            } else if (isValueAhead()) {
                MathExpression factor = power();
                if (factor instanceof Words) {
                    continue;
                }
                product = beside(product, factor);
            } else {
                return product;
            }
        }
    }

    /** Two values without a sign between them: their product, or a mixed number such as {@code -1\frac{1}{2}}. */
    private MathExpression beside(MathExpression one, MathExpression other) {
        if (one instanceof Call call
                && call.function().equals("-")
                && call.arguments().size() == 1) {
            return Call.of("-", beside(call.arguments().get(0), other));
        }
        if (one instanceof Literal && other instanceof Literal) {
            return Call.of("+", one, plainFraction(other));
        }
        return Call.of(isMixed(one, other) ? "+" : "*", one, other);
    }

    /** What is left of {@code 3 1/2} behind the 3. */
    private MathExpression plainFraction(MathExpression above) {
        if (!tokens.skip("/")) {
            throw TokenStream.unreadable();
        }
        return Call.of("/", above, power());
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
        String token = tokens.peek();
        return (!isSeparatorAhead()
                        && !token.equals(APPROXIMATELY)
                        && !token.isEmpty()
                        && !token.startsWith("\\end")
                        && !RELATIONS.contains(token)
                        && !ENDS.contains(token))
                || (token.equals("|") && !values.isInBars());
    }

    MathExpression signed() {
        if (tokens.peek().equals("-")
                || tokens.peek().equals("+")
                || tokens.peek().equals("\\pm")
                || tokens.peek().equals("\\mp")) {
            String sign = tokens.take();
            tokens.deeper();
            MathExpression value = signed();
            tokens.higher();
            return sign.equals("+") ? value : Call.of(sign, value);
        }
        return power();
    }

    private MathExpression power() {
        MathExpression base = postfixed();
        if (!tokens.skip("^")) {
            return base;
        }
        tokens.deeper();
        MathExpression exponent = tokens.peek().equals("-") ? signed() : power();
        tokens.higher();
        return Call.of("^", base, exponent);
    }

    private MathExpression postfixed() {
        MathExpression value = values.value();
        while (tokens.peek().equals("!") || tokens.peek().equals("%")) {
            value = Call.of(tokens.take(), value);
        }
        return value;
    }
}
