package org.waggle.executor.tokenizer;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds regular expressions that repeat a group which may match the same text in several ways, such as {@code (a+)+}
 * and {@code (a|aa)*}: a library that goes back tries so many ways through some texts that it never ends.
 * {@code (\r?\n)+} and {@code (a|b)+} are none, since the next character decides. It errs on the side of refusing.
 */
final class AmbiguousRepetition {
    /** Goes over no character often, however long a pattern a stranger wrote. */
    private static final Pattern TOKEN = Pattern.compile(
            "\\\\[pP]\\{[^{}]*+}|\\\\.|\\((?:\\?(?:<?[=!]|>|<\\w++>|[a-zA-Z-]*+:?))?|\\{[0-9]*+,?+[0-9]*+}|.",
            Pattern.DOTALL);

    private static final Pattern COUNT = Pattern.compile("\\{([0-9]*)(,?)([0-9]*)}");
    private static final Pattern LITERAL = Pattern.compile("\\\\[rnt\\W]|[^.^$\\[\\\\(){}|*+?]", Pattern.DOTALL);

    /** Repetitions up to here multiply the ways through a text by a small number. */
    private static final int FEW = 3;

    private final List<String> tokens;
    private final Deque<Group> groups = new ArrayDeque<>();

    private AmbiguousRepetition(List<String> tokens) {
        this.tokens = tokens;
    }

    /** Whether a pattern has one. */
    static boolean isIn(String pattern) {
        return new AmbiguousRepetition(tokens(pattern)).isFound();
    }

    /** What an open group has had until now. */
    private static final class Group {
        private final Set<String> firsts = new HashSet<>();
        private boolean chooses;
        private boolean alternates;
        private boolean quantifies;

        boolean matchesInSeveralWays() {
            return chooses || (alternates && (quantifies || firsts.contains("")));
        }
    }

    private static List<String> tokens(String pattern) {
        List<String> tokens = new ArrayList<>();
        Matcher token = TOKEN.matcher(pattern);
        int inClass = 0;
        while (token.find()) {
            String text = token.group();
            if (text.equals("[") && inClass++ > 0) {
                continue;
            }
            if (inClass > 0 && text.equals("]")) {
                inClass--;
            } else if (inClass == 0 || text.equals("[")) {
                // A long pattern has few different ones.
                tokens.add(text.intern());
            }
        }
        return tokens;
    }

    private boolean isFound() {
        open(0);
        for (int i = 0; i < tokens.size(); i++) {
            String token = tokens.get(i);
            if (token.startsWith("(")) {
                open(i + 1);
            } else if (token.equals(")") && groups.size() > 1) {
                if (closes(i)) {
                    return true;
                }
            } else if (token.equals("|")) {
                groups.element().alternates = true;
                begins(i + 1);
            } else if (isQuantifier(i) && !isQuantifier(i - 1) && !at(i - 1).equals(")")) {
                quantified(i);
            }
        }
        return false;
    }

    private void open(int first) {
        groups.push(new Group());
        begins(first);
    }

    /** Notes how an alternative begins; the empty text stands for what may begin like another. */
    private void begins(int at) {
        Set<String> firsts = groups.element().firsts;
        String first = at(at).toLowerCase(Locale.ROOT);
        if (!LITERAL.matcher(first).matches() || !firsts.add(first)) {
            firsts.add("");
        }
    }

    /** Ends a group; true if it is a repeated one that matches in several ways. */
    private boolean closes(int i) {
        Group group = groups.pop();
        boolean isRepeated = isQuantifier(i + 1) && most(at(i + 1)) > FEW;
        boolean varies = isQuantifier(i + 1) && least(at(i + 1)) < most(at(i + 1));
        Group outer = groups.element();
        outer.quantifies |= group.quantifies || varies;
        outer.chooses |= group.matchesInSeveralWays() || varies;
        return isRepeated && group.matchesInSeveralWays();
    }

    private void quantified(int i) {
        String quantifier = at(i);
        if (least(quantifier) == most(quantifier)) {
            return;
        }
        int next = isQuantifier(i + 1) ? i + 2 : i + 1;
        boolean isDecided = most(quantifier) == 1
                && LITERAL.matcher(at(i - 1)).matches()
                && LITERAL.matcher(at(next)).matches()
                && !at(i - 1).equalsIgnoreCase(at(next));
        groups.element().quantifies = true;
        groups.element().chooses |= !isDecided;
    }

    private boolean isQuantifier(int i) {
        return at(i).length() == 1 ? "*+?".contains(at(i)) : at(i).startsWith("{");
    }

    private String at(int i) {
        return i >= 0 && i < tokens.size() ? tokens.get(i) : "";
    }

    private static double least(String quantifier) {
        Matcher count = COUNT.matcher(quantifier);
        return count.matches() ? number(count.group(1), 0) : quantifier.equals("+") ? 1 : 0;
    }

    private static double most(String quantifier) {
        Matcher count = COUNT.matcher(quantifier);
        if (!count.matches()) {
            return quantifier.equals("?") ? 1 : Double.POSITIVE_INFINITY;
        }
        return count.group(2).isEmpty() ? number(count.group(1), 0) : number(count.group(3), Double.POSITIVE_INFINITY);
    }

    private static double number(String digits, double otherwise) {
        return digits.isEmpty() ? otherwise : Double.parseDouble(digits);
    }
}
