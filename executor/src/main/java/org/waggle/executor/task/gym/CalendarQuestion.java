package org.waggle.executor.task.gym;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.time.Year;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.waggle.executor.task.gym.CalendarArithmetic.Asked;
import org.waggle.executor.task.gym.CalendarArithmetic.Reply;

/** Kinds of questions about the calendar, by reasoning-gym's names. */
public enum CalendarQuestion {
    /** A weekday some days before or after a date. */
    WEEKDAY_OFFSET("start_date", "offset_days") {
        @Override
        Map<String, Object> parameters(CalendarArithmetic settings, Chance chance) {
            int days = chance.from(1, settings.mostDays());
            return Map.of(START, settings.day(chance).toString(), "offset_days", chance.with(0.5) ? days : -days);
        }

        @Override
        Asked asked(JsonNode noted) {
            LocalDate start = date(noted, START);
            int offset = (int) GymJson.whole(noted, "offset_days", -MOST_DAYS, MOST_DAYS);
            String day = longName(start) + ", " + start.getYear();
            int days = Math.abs(offset);
            List<String> texts = offset >= 0
                    ? List.of(
                            "If today is %s, what day of the week will it be in %d days?".formatted(day, days),
                            "Starting from %s, which weekday falls after a %d-day jump?".formatted(day, days),
                            "Count forward %d days from %s - what's the weekday?".formatted(days, day))
                    : List.of(
                            "If today is %s, what day of the week was it %d days ago?".formatted(day, days),
                            "Starting from %s, which weekday was it %d days before?".formatted(day, days),
                            "Count backward %d days from %s - what's the weekday?".formatted(days, day));
            return new Asked(
                    texts, start + (offset < 0 ? "" : "+") + offset, Reply.WEEKDAY, spoken(start.plusDays(offset)));
        }
    },
    /** The weekday of a date. */
    WEEKDAY_OF_DATE("target_date") {
        @Override
        Map<String, Object> parameters(CalendarArithmetic settings, Chance chance) {
            return Map.of(TARGET, settings.day(chance).toString());
        }

        @Override
        Asked asked(JsonNode noted) {
            LocalDate day = date(noted, TARGET);
            String text = dayName(day) + ", " + day.getYear();
            List<String> texts = List.of(
                    "What day of the week was %s?".formatted(text),
                    "On which weekday did %s fall?".formatted(text),
                    "Name the day of the week for %s.".formatted(DIGITS.format(day)));
            return new Asked(texts, day.toString(), Reply.WEEKDAY, spoken(day));
        }
    },
    /** The weekday of a date in a year that begins with another weekday. */
    WEEKDAY_OF_DATE_FROM_FIRST_DATE("year", "first_day", "target_date") {
        @Override
        Map<String, Object> parameters(CalendarArithmetic settings, Chance chance) {
            LocalDate first = LocalDate.of(settings.year(), 1, 1);
            int days = chance.from(1, Math.min(settings.mostDays(), first.lengthOfYear() - 1));
            return Map.of(
                    YEAR,
                    settings.year(),
                    "first_day",
                    spoken(weekday(chance)),
                    TARGET,
                    first.plusDays(days).toString());
        }

        @Override
        Asked asked(JsonNode noted) {
            DayOfWeek first = weekday(GymJson.text(noted, "first_day"));
            LocalDate day = date(noted, TARGET);
            GymJson.whole(noted, YEAR, day.getYear(), day.getYear());
            String text = dayName(day);
            List<String> texts = List.of(
                    "If the first day of the year was a %s, what day of the week will %s be?"
                            .formatted(spoken(first), text),
                    "Given that January 1 fell on a %s, which weekday occurs on %s?".formatted(spoken(first), text),
                    "In a year where %s is January 1st, name the weekday of %s.".formatted(spoken(first), text));
            return new Asked(
                    texts, spoken(first) + " " + day, Reply.WEEKDAY, spoken(first.plus(day.getDayOfYear() - 1)));
        }
    },
    /** The day of the second Tuesday of a month, and the like. */
    RECURRING_EVENT_DAY("year", "month", "ordinal", "weekday") {
        @Override
        Map<String, Object> parameters(CalendarArithmetic settings, Chance chance) {
            return Map.of(
                    YEAR,
                    settings.year(),
                    "month",
                    chance.from(1, 12),
                    "ordinal",
                    chance.of(ORDINALS),
                    WEEKDAY,
                    spoken(weekday(chance)));
        }

        @Override
        Asked asked(JsonNode noted) {
            int year = (int) GymJson.whole(noted, YEAR, 1, MOST_YEARS);
            Month month = Month.of((int) GymJson.whole(noted, "month", 1, 12));
            String ordinal = GymJson.text(noted, "ordinal");
            GymJson.require(ORDINALS.contains(ordinal), "ordinal");
            DayOfWeek weekday = weekday(GymJson.text(noted, WEEKDAY));
            String event = "%s %s".formatted(ordinal, spoken(weekday));
            String when = "%s %d".formatted(month.getDisplayName(TextStyle.FULL, Locale.ENGLISH), year);
            List<String> texts = List.of(
                    "If a meeting is scheduled on the %s of %s, on which day of the month does it occur?"
                            .formatted(event, when),
                    "In %s, if an event recurs on the %s, what is the date (day of the month) of the event?"
                            .formatted(when, event),
                    "Determine the day of the month for the %s in %s.".formatted(event, when));
            int place = ordinal.equals("last") ? -1 : ORDINALS.indexOf(ordinal) + 1;
            LocalDate day = LocalDate.of(year, month, 1).with(TemporalAdjusters.dayOfWeekInMonth(place, weekday));
            String brief = "%s %04d-%02d".formatted(event, year, month.getValue());
            return new Asked(texts, brief, Reply.DAY_OF_MONTH, Integer.toString(day.getDayOfMonth()));
        }
    },
    /** How often a weekday comes from one date to another. */
    COUNT_DAYS("year", "start_date", "end_date") {
        @Override
        Map<String, Object> parameters(CalendarArithmetic settings, Chance chance) {
            Map<String, Object> range = range(settings, chance);
            range.put(YEAR, settings.year());
            range.put(WEEKDAY, spoken(weekday(chance)));
            return range;
        }

        /** reasoning-gym doesn't note which weekday it was. */
        @Override
        Stream<JsonNode> completed(JsonNode metadata) {
            return Arrays.stream(DayOfWeek.values())
                    .map(day -> ((ObjectNode) metadata.deepCopy()).put(WEEKDAY, spoken(day)));
        }

        @Override
        Asked asked(JsonNode noted) {
            String weekday = spoken(weekday(GymJson.text(noted, WEEKDAY)));
            LocalDate start = date(noted, START);
            LocalDate end = date(noted, END);
            int year = (int) GymJson.whole(noted, YEAR, start.getYear(), start.getYear());
            String from = longName(start);
            String to = longName(end);
            List<String> texts = List.of(
                    "How many %ss are there from %s, %d to %s, %d (inclusive of both dates)?"
                            .formatted(weekday, from, year, to, year),
                    "Count the occurrences of %s from %s to %s, %d (including both start and end dates)."
                            .formatted(weekday, from, to, year),
                    "Between %s, %d and %s, %d (counting both dates), how many times does %s occur?"
                            .formatted(from, year, to, year, weekday));
            long count =
                    days(start, end).filter(day -> spoken(day).equals(weekday)).count();
            return new Asked(texts, "%s %s..%s".formatted(weekday, start, end), Reply.COUNT, Long.toString(count));
        }
    },
    /** How many days from one date to another are no Saturdays or Sundays. */
    COUNT_BUSINESS_DAYS("start_date", "end_date") {
        @Override
        Map<String, Object> parameters(CalendarArithmetic settings, Chance chance) {
            return range(settings, chance);
        }

        @Override
        Asked asked(JsonNode noted) {
            LocalDate start = date(noted, START);
            LocalDate end = date(noted, END);
            String from = longName(start);
            String to = longName(end);
            List<String> texts = List.of(
                    "How many business days (Monday-Friday) are there from %1$s, %3$d to %2$s, %3$d (inclusive of both dates)?",
                    "Count the weekdays (excluding weekends) from %1$s to %2$s, %3$d (including both start and end dates).",
                    "Between %1$s, %3$d and %2$s, %3$d (counting both dates), what's the total count of business days"
                            + " (Monday through Friday)?");
            return new Asked(
                    texts.stream()
                            .map(text -> text.formatted(from, to, start.getYear()))
                            .toList(),
                    "%s..%s".formatted(start, end),
                    Reply.COUNT,
                    Long.toString(days(start, end)
                            .filter(day -> day.getDayOfWeek().getValue() <= DayOfWeek.FRIDAY.getValue())
                            .count()));
        }
    },
    /** Whether a year is a leap year. */
    IS_LEAP_YEAR("year", "is_leap") {
        @Override
        Map<String, Object> parameters(CalendarArithmetic settings, Chance chance) {
            int around = settings.leapYears() / 2;
            int year = chance.from(settings.year() - around, settings.year() + around);
            return Map.of(YEAR, year, "is_leap", Year.isLeap(year));
        }

        @Override
        Asked asked(JsonNode noted) {
            int year = (int) GymJson.whole(noted, YEAR, 1, MOST_YEARS);
            GymJson.require(noted.path("is_leap").asBoolean() == Year.isLeap(year), "is_leap");
            List<String> texts = List.of(
                    "Determine if the year %d is a leap year.".formatted(year),
                    "Is %d a leap year?".formatted(year),
                    "Tell me whether %d is a leap year.".formatted(year));
            return new Asked(texts, Integer.toString(year), Reply.YES_OR_NO, Year.isLeap(year) ? "Yes" : "No");
        }
    };

    private static final String YEAR = "year";
    private static final String START = "start_date";
    private static final String END = "end_date";
    private static final String TARGET = "target_date";
    private static final String WEEKDAY = "weekday";
    private static final List<String> ORDINALS = List.of("first", "second", "third", "fourth", "last");
    private static final DateTimeFormatter DIGITS = DateTimeFormatter.ofPattern("MM/dd/yyyy", Locale.ENGLISH);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("MMMM d", Locale.ENGLISH);
    private static final int MOST_DAYS = 10_000;
    private static final int MOST_YEARS = 9999;

    private final String fields;

    /** Metadata that reasoning-gym notes and that matter. */
    CalendarQuestion(String... fields) {
        this.fields = String.join(" ", fields);
    }

    /** Those of the parameters that are noted. */
    Map<String, Object> noted(JsonNode parameters) {
        Map<String, Object> noted = new TreeMap<>(Map.of("task", task()));
        List.of(fields.split(" ")).forEach(field -> noted.put(field, parameters.path(field)));
        return noted;
    }

    /** reasoning-gym's name. */
    String task() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<CalendarQuestion> of(String task) {
        return Arrays.stream(values()).filter(kind -> kind.task().equals(task)).findFirst();
    }

    /** Draws what a question is about, under the names of reasoning-gym's metadata. */
    abstract Map<String, Object> parameters(CalendarArithmetic settings, Chance chance);

    /** What is asked of parameters. */
    abstract Asked asked(JsonNode noted);

    /** The parameters that metadata may mean. */
    Stream<JsonNode> completed(JsonNode metadata) {
        return Stream.of(metadata);
    }

    private static Map<String, Object> range(CalendarArithmetic settings, Chance chance) {
        LocalDate start = settings.day(chance);
        int left = start.lengthOfYear() - start.getDayOfYear();
        LocalDate end = start.plusDays(chance.from(0, Math.min(left, settings.mostDays())));
        return new TreeMap<>(Map.of(START, start.toString(), END, end.toString()));
    }

    private static Stream<LocalDate> days(LocalDate start, LocalDate end) {
        long days = ChronoUnit.DAYS.between(start, end);
        GymJson.require(days >= 0 && days <= MOST_DAYS, END);
        return start.datesUntil(end.plusDays(1));
    }

    private static LocalDate date(JsonNode noted, String name) {
        String text = GymJson.text(noted, name);
        GymJson.require(text.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}"), name);
        return LocalDate.parse(text);
    }

    private static DayOfWeek weekday(Chance chance) {
        return DayOfWeek.of(chance.from(1, 7));
    }

    private static DayOfWeek weekday(String name) {
        return DayOfWeek.valueOf(name.toUpperCase(Locale.ROOT));
    }

    private static String spoken(DayOfWeek day) {
        return day.getDisplayName(TextStyle.FULL, Locale.ENGLISH);
    }

    private static String spoken(LocalDate day) {
        return spoken(day.getDayOfWeek());
    }

    /** March 5. */
    private static String dayName(LocalDate day) {
        return DAY.format(day);
    }

    /** Sunday, March 5. */
    private static String longName(LocalDate day) {
        return spoken(day) + ", " + dayName(day);
    }
}
