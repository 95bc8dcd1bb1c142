package org.waggle.executor.task.gym;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.waggle.common.data.Doc;
import org.waggle.common.failure.Check;

/** {@code bf}: what a program prints, which is a word. */
@Doc("bf: what a BF program prints, a word in small letters; short: the program, then =.")
public record Bf(
        @Doc("Whether words are common English ones of five letters, or letters at random.")
        Words words,

        @Doc("Fewest letters, at least 1.") int minLetters,
        @Doc("Most letters, at most 20.") int maxLetters,
        @Doc("Letters that words are made of, from a to z.") String letters)
        implements GymGenerator {
    /** All letters. */
    static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz";

    private static final int LONGEST = 5000;
    private static final List<String> ENGLISH = english();
    private static final List<String> WORDINGS = List.of(
            "This is a BF (Brainf*ck) computer program. What is the output?\n\n%s\n\nRespond only with the exact output of the program.",
            "Consider the following BF (Brainf*ck) code. What would it output?\n\n%s\n\nProvide only the exact output of the code.");

    /** Where words come from. */
    public enum Words {
        /** A list of common words of five letters. */
        ENGLISH,
        /** Each letter is drawn by itself. */
        RANDOM
    }

    /** Checks every range. */
    public Bf {
        Check.that(minLetters >= 1, "min-letters", minLetters, "must be >= 1");
        Check.that(
                maxLetters >= minLetters && maxLetters <= 20,
                "max-letters",
                maxLetters,
                "must be >= min-letters, <= 20");
        Check.that(letters.matches("[a-z]+"), "letters", letters, "must be letters from a to z");
        Check.that(
                words == Words.RANDOM
                        || !fitting(minLetters, maxLetters, letters).isEmpty(),
                "words",
                "english",
                "must have a word of five letters that min-letters, max-letters and letters allow");
    }

    @Override
    public GymKind kind() {
        return GymKind.BF;
    }

    @Override
    public Optional<GymQuestion> draw(Chance chance) {
        return Optional.of(question(BfProgram.printing(word(chance))));
    }

    private String word(Chance chance) {
        if (words == Words.ENGLISH) {
            return chance.of(fitting(minLetters, maxLetters, letters));
        }
        StringBuilder word = new StringBuilder();
        int length = chance.from(minLetters, maxLetters);
        for (int place = 0; place < length; place++) {
            word.append(letters.charAt(chance.from(0, letters.length() - 1)));
        }
        return word.toString();
    }

    private static List<String> fitting(int least, int most, String letters) {
        return ENGLISH.stream()
                .filter(word -> word.length() >= least && word.length() <= most)
                .filter(word -> word.chars().allMatch(letter -> letters.indexOf(letter) >= 0))
                .toList();
    }

    static List<GymQuestion> remade(JsonNode metadata, String question) {
        String program = GymJson.text(metadata, "bf_program");
        GymJson.require(program.length() <= LONGEST, "bf_program");
        return List.of(question(new BfProgram(program)));
    }

    private static GymQuestion question(BfProgram program) {
        return new GymQuestion(
                GymKind.BF,
                program.text(),
                WORDINGS.stream()
                        .map(wording -> wording.formatted(program.text()))
                        .toList(),
                program.text() + "=",
                program.output(),
                Map.of("bf_program", program.text()));
    }

    private static List<String> english() {
        try (InputStream file = Bf.class.getResourceAsStream("words.txt")) {
            if (file == null) {
                throw new IllegalStateException("Cannot find words.txt beside " + Bf.class.getName());
            }
            return List.of(new String(file.readAllBytes(), StandardCharsets.UTF_8).split("\\s+"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
