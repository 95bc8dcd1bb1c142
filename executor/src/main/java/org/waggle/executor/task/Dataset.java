package org.waggle.executor.task;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.waggle.common.data.Doc;
import org.waggle.common.data.Preference;
import org.waggle.common.data.Problem;
import org.waggle.common.data.Seed;
import org.waggle.common.data.Split;
import org.waggle.common.failure.Check;
import org.waggle.common.failure.RunException;
import org.waggle.common.spi.Task;

/**
 * Problems from files. A run reads its files once and keeps what it made of them in its folder; until then sizes aren't
 * known and there is no problem to ask for.
 *
 * <p>What a problem demonstrates, or prefers, travels in its {@link Problem#extra}, under the names of the columns.
 */
@Doc("Problems from files, which are read once when the run begins and kept in its folder.")
public record Dataset(
        @Doc("A file, a folder or a pattern such as data/train-*.parquet; local or any Hadoop URI.")
        String path,

        @Doc("How the files are written; of a folder, those with the format's endings are read.")
        DataFormat format,

        @Doc(
                "What is in which column: prompt (text) or messages (a conversation), and as needed tools, answer, completion, chosen and rejected; any other name goes to the rewards.")
        Map<String, String> columns,

        @Doc(
                "Regular expressions in RE2's syntax by name of columns: the value becomes the first group of the last match, such as answer: \"#### (.+)\". {} for none.")
        Map<String, String> extract,

        @Doc("Which problems are never trained on.") HeldOut heldOut,

        @Doc("Longest problem in tokens of the model, with its completion where it has one.")
        int maxTokens,

        @Doc("Whether problems that are longer are dropped or refused.")
        Unfit tooLong,

        @Doc(
                "Whether rows that make no problem (null, empty, of a wrong type, nothing to extract, not UTF-8) are dropped or refused.")
        Unfit invalid)
        implements Task {
    /** Column with the text of a question. */
    public static final String PROMPT = "prompt";

    /** Column with a conversation; a reply at its end is a completion. */
    public static final String MESSAGES = "messages";

    /** Column with the functions that a conversation may call. */
    public static final String TOOLS = "tools";

    /** Column with the reference answer. */
    public static final String ANSWER = "answer";

    /** Column with a reply to learn from. */
    public static final String COMPLETION = "completion";

    /** Column with the better of two replies. */
    public static final String CHOSEN = "chosen";

    /** Column with the worse of two replies. */
    public static final String REJECTED = "rejected";

    /** Checks every range. */
    public Dataset {
        Check.that(!path.isBlank(), "path", "''", "must name files");
        Check.that(
                columns.containsKey(PROMPT) != columns.containsKey(MESSAGES),
                "columns",
                columns.keySet(),
                "must have one of prompt and messages");
        Check.that(
                !columns.containsKey(TOOLS) || columns.containsKey(MESSAGES),
                "columns",
                columns.keySet(),
                "tools go with messages");
        Check.that(
                columns.containsKey(CHOSEN) == columns.containsKey(REJECTED),
                "columns",
                columns.keySet(),
                "chosen and rejected go together");
        for (Map.Entry<String, String> entry : extract.entrySet()) {
            checkExtract(columns, entry.getKey(), entry.getValue());
        }
        Check.that(maxTokens >= 1, "max-tokens", maxTokens, "must be >= 1");
        columns = Collections.unmodifiableMap(new TreeMap<>(columns));
        extract = Collections.unmodifiableMap(new TreeMap<>(extract));
    }

    private static void checkExtract(Map<String, String> columns, String name, String pattern) {
        Check.that(
                columns.containsKey(name) && !name.equals(MESSAGES) && !name.equals(TOOLS),
                "extract." + name,
                pattern,
                "must go by one of the names of columns that hold text");
        try {
            Pattern.compile(pattern);
        } catch (PatternSyntaxException e) {
            Check.that(false, "extract." + name, pattern, "must be an expression of RE2: " + e.getDescription());
        }
    }

    /** What of a column's value is wanted; nothing if its expression finds nothing. */
    public Optional<String> extracted(String name, String text) {
        String pattern = extract.get(name);
        if (pattern == null) {
            return Optional.of(text);
        }
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        Optional<String> found = Optional.empty();
        while (matcher.find()) {
            found = Optional.ofNullable(matcher.group(Math.min(1, matcher.groupCount())));
        }
        return found.map(String::strip);
    }

    @Override
    public long size(Split split) {
        boolean none = split == Split.HELD_OUT && heldOut instanceof HeldOut.Share part && part.share() == 0;
        return none ? 0 : Long.MAX_VALUE;
    }

    @Override
    public Problem problem(Seed seed, Split split, long index) {
        throw RunException.input(
                "Cannot take problem %d of %s: its files have not been read (give the recipe to a command on Spark)",
                index, path);
    }

    @Override
    public boolean hasDemonstrations() {
        return columns.containsKey(COMPLETION) || columns.containsKey(MESSAGES) || columns.containsKey(ANSWER);
    }

    @Override
    public String demonstration(Problem problem, Seed seed) {
        return problem.extra().getOrDefault(COMPLETION, problem.answer());
    }

    @Override
    public boolean hasPreferences() {
        return columns.containsKey(CHOSEN);
    }

    @Override
    public Preference preference(Problem problem, Seed seed) {
        return new Preference(text(problem, CHOSEN), text(problem, REJECTED));
    }

    private static String text(Problem problem, String column) {
        String text = problem.extra().get(column);
        if (text == null) {
            throw new IllegalStateException("Missing value: %s of problem %s".formatted(column, problem.id()));
        }
        return text;
    }
}
