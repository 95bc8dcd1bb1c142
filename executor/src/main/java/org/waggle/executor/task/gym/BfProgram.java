package org.waggle.executor.task.gym;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A program of BF, with 30,000 cells of a byte that wrap around.
 *
 * @param text its commands {@code ><+-.[]}; input isn't read
 */
record BfProgram(String text) {
    private static final int CELLS = 30_000;
    private static final int MOST_STEPS = 1_000_000;
    private static final int MOST_OUTPUT = 1000;

    BfProgram {
        GymJson.require(text.matches("[-+<>.\\[\\]\\s]+"), "bf_program");
    }

    /** A program that prints a word: the first cell goes from letter to letter, the second counts. */
    static BfProgram printing(String word) {
        StringBuilder text = new StringBuilder(">[-]>[-]<");
        int value = 0;
        for (int letter : word.chars().toArray()) {
            text.append(change(letter - value)).append('.');
            value = letter;
        }
        return new BfProgram(text.append('<').toString());
    }

    /** The shorter one of the change written out and of a loop that makes most of it. */
    private static String change(int by) {
        String sign = by < 0 ? "-" : "+";
        String shortest = sign.repeat(Math.abs(by));
        for (int rounds = 2; rounds * rounds <= Math.abs(by); rounds++) {
            int each = Math.abs(by) / rounds;
            String loop =
                    ">" + "+".repeat(rounds) + "[<" + sign.repeat(each) + ">-]<" + sign.repeat(Math.abs(by) % rounds);
            shortest = loop.length() < shortest.length() ? loop : shortest;
        }
        return shortest;
    }

    /**
     * What it prints.
     *
     * @throws IllegalArgumentException if it doesn't end in a million steps, leaves its cells or prints too much
     */
    String output() {
        int[] partners = partners();
        byte[] cells = new byte[CELLS];
        StringBuilder output = new StringBuilder();
        int cell = 0;
        int steps = 0;
        for (int place = 0; place < text.length(); place++) {
            GymJson.require(steps++ < MOST_STEPS && output.length() <= MOST_OUTPUT, "bf_program");
            switch (text.charAt(place)) {
                case '>' -> cell++;
                case '<' -> cell--;
                case '+' -> cells[cell]++;
                case '-' -> cells[cell]--;
                case '.' -> output.append((char) (cells[cell] & 0xFF));
                case '[' -> place = cells[cell] == 0 ? partners[place] : place;
                case ']' -> place = cells[cell] == 0 ? place : partners[place];
                default -> {}
            }
        }
        return output.toString();
    }

    private int[] partners() {
        int[] partners = new int[text.length()];
        Deque<Integer> open = new ArrayDeque<>();
        for (int place = 0; place < text.length(); place++) {
            if (text.charAt(place) == '[') {
                open.push(place);
            } else if (text.charAt(place) == ']') {
                GymJson.require(!open.isEmpty(), "bf_program");
                partners[place] = open.pop();
                partners[partners[place]] = place;
            }
        }
        GymJson.require(open.isEmpty(), "bf_program");
        return partners;
    }
}
