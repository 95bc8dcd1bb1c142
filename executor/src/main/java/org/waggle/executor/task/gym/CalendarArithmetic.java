package org.waggle.executor.task.gym;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.waggle.common.data.Doc;
import org.waggle.common.failure.Check;

/** {@code calendar_arithmetic}: weekdays, days between dates and leap years. */
@Doc("calendar_arithmetic: weekdays of dates, days between dates, leap years; short: weekday_of_date 2023-10-28=.")
public record CalendarArithmetic(
        @Doc("Year of the dates, from 200 to 9000.") int year,
        @Doc("Which kinds of questions are asked.") List<CalendarQuestion> questions,

        @Doc("Most days between two dates of a question, from 1 to 365.")
        int mostDays,

        @Doc("Leap years are asked for in this many years around the year, from 1 to 200.")
        int leapYears)
        implements GymGenerator {
    private static final List<String> NAMED_DAY = List.of(
            "Answer with the weekday's name (e.g., Monday, Tuesday, etc.).",
            "Provide the full name of the weekday.",
            "State the weekday (Monday through Sunday).",
            "Give the weekday name in full.",
            "Reply with just the weekday name.",
            "Write out the full weekday name.",
            "Respond with the weekday (Monday-Sunday).",
            "Answer using the complete weekday name.",
            "Name the day of the week in full.");
    private static final List<String> NUMBER = List.of(
            "Answer with a number.",
            "Provide the count as a number.",
            "Respond with just the number.",
            "Write the total number.",
            "Give the count numerically.",
            "State the amount as a number.",
            "Reply with the numerical value.",
            "Express your answer as a number.");

    /** How an answer is asked for. */
    enum Reply {
        WEEKDAY,
        COUNT,
        DAY_OF_MONTH,
        YES_OR_NO;

        private List<String> requests() {
            return switch (this) {
                case WEEKDAY -> NAMED_DAY;
                case COUNT -> NUMBER;
                case DAY_OF_MONTH ->
                    NUMBER.stream()
                            .map(text -> text + " Answer with -1 if the ordinal does not exist in the month.")
                            .toList();
                case YES_OR_NO -> List.of("Answer with Yes or No.");
            };
        }
    }

    /**
     * What is asked of noted parameters.
     *
     * @param texts how the question begins
     * @param brief the parameters, in short
     */
    record Asked(List<String> texts, String brief, Reply reply, String answer) {}

    /** Checks every range. */
    public CalendarArithmetic {
        Check.that(year >= 200 && year <= 9000, "year", year, "must be from 200 to 9000");
        Check.that(!questions.isEmpty(), "questions", questions, "must have at least one kind");
        Check.that(mostDays >= 1 && mostDays <= 365, "most-days", mostDays, "must be from 1 to 365");
        Check.that(leapYears >= 1 && leapYears <= 200, "leap-years", leapYears, "must be from 1 to 200");
        questions = List.copyOf(questions);
    }

    @Override
    public GymKind kind() {
        return GymKind.CALENDAR_ARITHMETIC;
    }

    @Override
    public Optional<GymQuestion> draw(Chance chance) {
        CalendarQuestion asked = chance.of(questions);
        return Optional.of(question(asked, GymJson.tree(asked.parameters(this, chance))));
    }

    /** A day of the year. */
    LocalDate day(Chance chance) {
        LocalDate first = LocalDate.of(year, 1, 1);
        return first.withDayOfYear(chance.from(1, first.lengthOfYear()));
    }

    static List<GymQuestion> remade(JsonNode metadata, String question) {
        return CalendarQuestion.of(GymJson.text(metadata, "task")).stream()
                .flatMap(asked -> asked.completed(metadata).map(noted -> question(asked, noted)))
                .toList();
    }

    private static GymQuestion question(CalendarQuestion kind, JsonNode noted) {
        Asked asked = kind.asked(noted);
        List<String> wordings = new ArrayList<>();
        for (String text : asked.texts()) {
            asked.reply().requests().forEach(request -> wordings.add(text + " " + request));
        }
        String brief = "%s %s=".formatted(kind.task(), asked.brief());
        return new GymQuestion(GymKind.CALENDAR_ARITHMETIC, brief, wordings, brief, asked.answer(), kind.noted(noted));
    }
}
