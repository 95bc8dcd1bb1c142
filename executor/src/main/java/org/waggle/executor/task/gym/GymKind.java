package org.waggle.executor.task.gym;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The nine tasks. */
// Records and method references never change; the checker would want a library's annotation on them.
@SuppressWarnings("ImmutableEnumChecker")
public enum GymKind {
    /** A rule that maps one row of cells to another. */
    ARC_1D(new Arc1d(10, 30, 3, List.of()), Arc1d::remade),
    /** A number in another base. */
    BASE_CONVERSION(new BaseConversion(2, 16, 0, 1000), BaseConversion::remade),
    /** An expression of whole numbers. */
    BASIC_ARITHMETIC(
            new BasicArithmetic(2, 6, 1, 4, List.of(BasicArithmetic.Sign.values()), true, true),
            BasicArithmetic::remade),
    /** What a program of eight characters prints. */
    BF(new Bf(Bf.Words.ENGLISH, 5, 5, Bf.ALPHABET), Bf::remade),
    /** Distances in a matrix. */
    BINARY_MATRIX(new BinaryMatrix(3, 10, 0.25), BinaryMatrix::remade),
    /** Weekdays, days and leap years. */
    CALENDAR_ARITHMETIC(
            new CalendarArithmetic(
                    2023,
                    List.of(
                            CalendarQuestion.COUNT_DAYS,
                            CalendarQuestion.WEEKDAY_OF_DATE,
                            CalendarQuestion.IS_LEAP_YEAR,
                            CalendarQuestion.RECURRING_EVENT_DAY),
                    100,
                    200),
            CalendarArithmetic::remade),
    /** An expression of decimal numbers. */
    DECIMAL_ARITHMETIC(
            new DecimalArithmetic(2, 6, 1, 3, 10, List.of(BasicArithmetic.Sign.values()), 5),
            DecimalArithmetic::remade),
    /** A fraction in lowest terms. */
    FRACTION_SIMPLIFICATION(
            new FractionSimplification(
                    1,
                    100,
                    2,
                    100,
                    List.of(
                            FractionSimplification.Style.PLAIN,
                            FractionSimplification.Style.LATEX_FRAC,
                            FractionSimplification.Style.LATEX_DFRAC)),
            FractionSimplification::remade),
    /** What follows from premises. */
    PROPOSITIONAL_LOGIC(new PropositionalLogic(2, 4, 2, 4, 1, 3), PropositionalLogic::remade);

    private final GymGenerator paper;
    private final GymGenerator.Remaker remaker;

    GymKind(GymGenerator paper, GymGenerator.Remaker remaker) {
        this.paper = paper;
        this.remaker = remaker;
    }

    /** The name of reasoning-gym's data set. */
    String task() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Settings of the swarm paper's runs (genrl 0.1.4, examples/rgym/datasets.yaml). */
    GymGenerator paper() {
        return paper;
    }

    List<GymQuestion> remade(JsonNode metadata, String question) {
        return remaker.remade(metadata, question);
    }

    static Optional<GymKind> of(String task) {
        return Arrays.stream(values()).filter(kind -> kind.task().equals(task)).findFirst();
    }
}
