package org.waggle.executor.reward.gym;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A sentence of propositional logic in reasoning-gym's notation: any text without operators is a variable. */
sealed interface Proposition {
    /** Operators from the loosest to the tightest; the rightmost one of a level splits first. */
    List<Character> BINARY = List.of('↔', '→', '∨', '∧');

    char NOT = '¬';

    /** Deeper ones are no answer. */
    int DEEPEST = 500;

    /** Which variables are true. */
    interface Assignment {
        boolean of(String variable);
    }

    /** Truth under an assignment. */
    boolean holds(Assignment truth);

    /** Adds the names of its variables. */
    void collect(Set<String> variables);

    /** A variable. */
    record Variable(String name) implements Proposition {
        @Override
        public boolean holds(Assignment truth) {
            return truth.of(name);
        }

        @Override
        public void collect(Set<String> variables) {
            variables.add(name);
        }
    }

    /** A negation. */
    record Not(Proposition of) implements Proposition {
        @Override
        public boolean holds(Assignment truth) {
            return !of.holds(truth);
        }

        @Override
        public void collect(Set<String> variables) {
            of.collect(variables);
        }
    }

    /** Two sentences joined. */
    record Binary(char operator, Proposition left, Proposition right) implements Proposition {
        @Override
        public boolean holds(Assignment truth) {
            boolean before = left.holds(truth);
            boolean after = right.holds(truth);
            return switch (operator) {
                case '∧' -> before && after;
                case '∨' -> before || after;
                case '→' -> !before || after;
                default -> before == after;
            };
        }

        @Override
        public void collect(Set<String> variables) {
            left.collect(variables);
            right.collect(variables);
        }
    }

    /** The sentence that a text spells; empty if an operator lacks a side. */
    static Optional<Proposition> parse(String text) {
        return parse(text, 0);
    }

    private static Optional<Proposition> parse(String text, int depth) {
        String sentence = PythonText.strip(text);
        if (sentence.isEmpty() || depth > DEEPEST) {
            return Optional.empty();
        }
        if (isEnclosed(sentence)) {
            return parse(sentence.substring(1, sentence.length() - 1), depth + 1);
        }
        for (char operator : BINARY) {
            int place = lastOutside(sentence, operator);
            if (place >= 0) {
                return parse(sentence.substring(0, place), depth + 1)
                        .flatMap(left -> parse(sentence.substring(place + 1), depth + 1)
                                .map(right -> new Binary(operator, left, right)));
            }
        }
        return sentence.charAt(0) == NOT
                ? parse(sentence.substring(1), depth + 1).map(Not::new)
                : Optional.of(new Variable(sentence));
    }

    private static boolean isEnclosed(String sentence) {
        if (sentence.charAt(0) != '(' || sentence.charAt(sentence.length() - 1) != ')') {
            return false;
        }
        int level = 0;
        for (int i = 1; i < sentence.length() - 1 && level >= 0; i++) {
            level += step(sentence.charAt(i));
        }
        return level == 0;
    }

    /** The last place of an operator outside of all parentheses, counted from the right; -1 if there is none. */
    private static int lastOutside(String sentence, char operator) {
        int level = 0;
        for (int i = sentence.length() - 1; i >= 0; i--) {
            char c = sentence.charAt(i);
            level -= step(c);
            if (level == 0 && c == operator) {
                return i;
            }
        }
        return -1;
    }

    private static int step(char c) {
        return c == '(' ? 1 : c == ')' ? -1 : 0;
    }
}
