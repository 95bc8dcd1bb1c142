package org.waggle.executor.reward.math;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts LaTeX, and mathematics as people type it, into tokens: numbers, commands, letters and signs. */
final class MathLexer {
    private static final String THOUSANDS =
            "[1-9][0-9]{0,2}(?:(?:,(?:\\\\!\\s*+)?+|\\{,}|\\\\,|\\\\!|[ ~])[0-9]{3})++(?![0-9])";

    private static final Pattern TOKEN = Pattern.compile("""
            (?<thousands>%s(?:\\.[0-9]++)?+)\
            |(?<number>(?:[0-9]++(?:\\.[0-9]*+)?+|\\.[0-9]++)(?:[eE][+-]?[0-9]++)?+)\
            |(?<text>\\\\(?:text|textbf|textnormal|textit|textrm|mathrm|mathbf|mathit|mbox|operatorname)\\s*+\\{[^{}]*+})\
            |(?<environment>\\\\(?:begin|end)\\s*+\\{[a-zA-Z]++\\*?+})\
            |\\\\[a-zA-Z]++|\\\\.|\\*\\*|<=|>=|!=|\\S""".formatted(THOUSANDS), Pattern.DOTALL);

    /** What is only there for the eye. */
    private static final Pattern DECORATION = Pattern.compile(
            "\\\\(?:left|right|[bB]igg?[lr]?|displaystyle|textstyle|limits|quad|qquad|hspace\\*?\\{[^}]*})(?![a-zA-Z])"
                    + "|(?<!\\\\)\\\\[!;:,> ](?!\\s*[0-9]{3})|[~$]|\\\\\\$|\\^\\s*\\{?\\s*\\\\circ\\s*}?|°|\\\\degree(?![a-zA-Z])");

    private static final Map<String, String> SAME = Map.ofEntries(
            Map.entry("\\dfrac", "\\frac"),
            Map.entry("\\tfrac", "\\frac"),
            Map.entry("\\cfrac", "\\frac"),
            Map.entry("\\cdot", "*"),
            Map.entry("\\times", "*"),
            Map.entry("×", "*"),
            Map.entry("·", "*"),
            Map.entry("\\div", "/"),
            Map.entry("÷", "/"),
            Map.entry("**", "^"),
            Map.entry("−", "-"),
            Map.entry("\\le", "≤"),
            Map.entry("\\leq", "≤"),
            Map.entry("\\leqslant", "≤"),
            Map.entry("<=", "≤"),
            Map.entry("\\ge", "≥"),
            Map.entry("\\geq", "≥"),
            Map.entry("\\geqslant", "≥"),
            Map.entry(">=", "≥"),
            Map.entry("\\lt", "<"),
            Map.entry("\\gt", ">"),
            Map.entry("\\ne", "≠"),
            Map.entry("\\neq", "≠"),
            Map.entry("!=", "≠"),
            Map.entry("\\lbrace", "\\{"),
            Map.entry("\\rbrace", "\\}"),
            Map.entry("\\lvert", "|"),
            Map.entry("\\rvert", "|"),
            Map.entry("\\vert", "|"),
            Map.entry("\\%", "%"),
            Map.entry("π", "\\pi"),
            Map.entry("∞", "\\infty"),
            Map.entry("√", "\\sqrt"),
            Map.entry("±", "\\pm"),
            Map.entry("∪", "\\cup"),
            Map.entry("∈", "\\in"),
            Map.entry("∅", "\\emptyset"),
            Map.entry("\\varnothing", "\\emptyset"));

    private MathLexer() {}

    /** The tokens of a text; a number with separated thousands is one token without them. */
    static List<String> tokens(String text) {
        List<String> tokens = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(DECORATION.matcher(text).replaceAll(" "));
        int depth = 0;
        while (matcher.find()) {
            String token = matcher.group();
            if (matcher.group("thousands") != null && depth > 0) {
                // Between brackets a comma stands between two values.
                matcher.region(matcher.start() + leadingDigits(token), matcher.regionEnd());
                token = token.substring(0, leadingDigits(token));
            }
            depth += "([".contains(token) || token.equals("\\{") ? 1 : 0;
            depth -= ")]".contains(token) || token.equals("\\}") ? 1 : 0;
            if (!token.matches("\\\\[!;:,> ]")) {
                tokens.add(plain(token));
            }
        }
        return tokens;
    }

    private static int leadingDigits(String token) {
        int digits = 0;
        while (digits < token.length() && Character.isDigit(token.charAt(digits))) {
            digits++;
        }
        return digits;
    }

    private static String plain(String token) {
        if (Character.isDigit(token.charAt(0))) {
            return token.replaceAll("[^0-9.eE+-]", "");
        }
        return SAME.getOrDefault(token, token);
    }
}
