package org.waggle.common.arrow;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.waggle.common.data.Chat;
import org.waggle.common.data.Completion;
import org.waggle.common.data.Group;
import org.waggle.common.data.GroupId;
import org.waggle.common.data.Origin;
import org.waggle.common.data.Problem;
import org.waggle.common.data.SamplingSettings;
import org.waggle.common.data.StopReason;
import org.waggle.common.data.TokenTrace;

/**
 * The columns of a group: one row for each completion, and one row without tokens for a group that has none. Column
 * {@code size} is the number of completions of the group, on each of its rows; what is long and the same for the whole
 * group (problem and prompt tokens) is filled in its first row only.
 */
final class GroupColumns {
    private static final int[] NO_TOKENS = {};
    private static final float[] NO_NUMBERS = {};
    private static final Problem NO_PROBLEM = new Problem("", "", "", Map.of());
    private static final Completion NO_COMPLETION = new Completion(
            -1,
            NO_TOKENS,
            "",
            TokenTrace.sampled(NO_NUMBERS, NO_NUMBERS, NO_NUMBERS),
            StopReason.LENGTH,
            Origin.PROMPT,
            Map.of());

    private GroupColumns() {}

    /**
     * One row.
     *
     * @param owner what the group belongs to, such as a scored group
     * @param place which completion it is, from 0; 0 also where there is none
     */
    record Row<T>(T owner, Group group, int place) {
        Completion completion() {
            return group.completions().isEmpty()
                    ? NO_COMPLETION
                    : group.completions().get(place);
        }

        Problem problem() {
            return place == 0 ? group.problem() : NO_PROBLEM;
        }

        int[] promptTokens() {
            return place == 0 ? group.promptTokens() : NO_TOKENS;
        }
    }

    static <T> List<Row<T>> rows(List<T> owners, Function<T, Group> group) {
        List<Row<T>> rows = new ArrayList<>();
        for (T owner : owners) {
            Group one = group.apply(owner);
            for (int place = 0; place < Math.max(1, one.size()); place++) {
                rows.add(new Row<>(owner, one, place));
            }
        }
        return rows;
    }

    static <T> void write(BatchWriter<Row<T>> writer) {
        writer.ints("step", row -> row.group().id().step())
                .ints("node", row -> row.group().id().node())
                .ints("ordinal", row -> row.group().id().ordinal())
                .ints("size", row -> row.group().size())
                .texts("problem_id", row -> row.problem().id())
                .texts("prompt", row -> row.problem().prompt())
                .texts("chat", row -> row.problem().chat().json())
                .texts("answer", row -> row.problem().answer())
                .textMaps("problem_extra", row -> row.problem().extra())
                .intLists("prompt_tokens", Row::promptTokens)
                .longs("policy_version", row -> row.group().policyVersion())
                .doubles("temperature", row -> row.group().settings().temperature())
                .ints("top_k", row -> row.group().settings().topK())
                .doubles("top_p", row -> row.group().settings().topP())
                .doubles("min_p", row -> row.group().settings().minP())
                .ints("min_tokens", row -> row.group().settings().minTokens())
                .ints("max_tokens", row -> row.group().settings().maxTokens())
                .textLists("stop", row -> row.group().settings().stop());
        writeCompletions(writer);
    }

    private static <T> void writeCompletions(BatchWriter<Row<T>> writer) {
        writer.ints("sample", row -> row.completion().sample())
                .intLists("tokens", row -> row.completion().tokens())
                .texts("text", row -> row.completion().text())
                .floatLists("logp_sampled", row -> row.completion().trace().logpSampled())
                .floatLists("logp_policy", row -> row.completion().trace().logpPolicy())
                .floatLists("entropy", row -> row.completion().trace().entropy())
                .bitLists("trained", row -> row.completion().trace().trained())
                .texts("stop_reason", row -> row.completion().stop().name())
                .ints("parent", row -> row.completion().origin().parent())
                .ints("branch", row -> row.completion().origin().branch())
                .ints("round", row -> row.completion().origin().round())
                .textMaps("extra", row -> row.completion().extra());
    }

    static List<Group> read(BatchReader reader) {
        int[] sizes = reader.ints("size");
        List<Problem> problems = problems(reader);
        int[][] prompts = reader.intLists("prompt_tokens");
        List<GroupId> ids = ids(reader);
        long[] versions = reader.longs("policy_version");
        List<SamplingSettings> settings = settings(reader);
        List<Completion> completions = completions(reader);
        List<Group> groups = new ArrayList<>();
        for (int row = 0; row < reader.rows(); row += Math.max(1, sizes[row])) {
            groups.add(new Group(
                    ids.get(row),
                    problems.get(row),
                    prompts[row],
                    versions[row],
                    settings.get(row),
                    completions.subList(row, row + sizes[row])));
        }
        return groups;
    }

    private static List<GroupId> ids(BatchReader reader) {
        int[] steps = reader.ints("step");
        int[] nodes = reader.ints("node");
        int[] ordinals = reader.ints("ordinal");
        List<GroupId> ids = new ArrayList<>(reader.rows());
        for (int row = 0; row < reader.rows(); row++) {
            ids.add(new GroupId(steps[row], nodes[row], ordinals[row]));
        }
        return ids;
    }

    private static List<Problem> problems(BatchReader reader) {
        String[] ids = reader.texts("problem_id");
        String[] prompts = reader.texts("prompt");
        String[] chats = reader.texts("chat");
        String[] answers = reader.texts("answer");
        List<Map<String, String>> extra = reader.textMaps("problem_extra");
        List<Problem> problems = new ArrayList<>(reader.rows());
        for (int row = 0; row < reader.rows(); row++) {
            problems.add(new Problem(ids[row], prompts[row], new Chat(chats[row]), answers[row], extra.get(row)));
        }
        return problems;
    }

    private static List<SamplingSettings> settings(BatchReader reader) {
        double[] temperatures = reader.doubles("temperature");
        int[] topK = reader.ints("top_k");
        double[] topP = reader.doubles("top_p");
        double[] minP = reader.doubles("min_p");
        int[] minTokens = reader.ints("min_tokens");
        int[] maxTokens = reader.ints("max_tokens");
        List<List<String>> stops = reader.textLists("stop");
        List<SamplingSettings> settings = new ArrayList<>(reader.rows());
        for (int row = 0; row < reader.rows(); row++) {
            settings.add(new SamplingSettings(
                    temperatures[row],
                    topK[row],
                    topP[row],
                    minP[row],
                    minTokens[row],
                    maxTokens[row],
                    stops.get(row)));
        }
        return settings;
    }

    private static List<Completion> completions(BatchReader reader) {
        int[] samples = reader.ints("sample");
        int[][] tokens = reader.intLists("tokens");
        String[] texts = reader.texts("text");
        TokenTrace[] traces = traces(reader);
        String[] stops = reader.texts("stop_reason");
        Origin[] origins = origins(reader);
        List<Map<String, String>> extra = reader.textMaps("extra");
        List<Completion> completions = new ArrayList<>(reader.rows());
        for (int row = 0; row < reader.rows(); row++) {
            completions.add(new Completion(
                    samples[row],
                    tokens[row],
                    texts[row],
                    traces[row],
                    StopReason.valueOf(stops[row]),
                    origins[row],
                    extra.get(row)));
        }
        return completions;
    }

    private static TokenTrace[] traces(BatchReader reader) {
        float[][] sampled = reader.floatLists("logp_sampled");
        float[][] policy = reader.floatLists("logp_policy");
        float[][] entropy = reader.floatLists("entropy");
        boolean[][] trained = reader.bitLists("trained");
        TokenTrace[] traces = new TokenTrace[reader.rows()];
        for (int row = 0; row < reader.rows(); row++) {
            traces[row] = new TokenTrace(sampled[row], policy[row], entropy[row], trained[row]);
        }
        return traces;
    }

    private static Origin[] origins(BatchReader reader) {
        int[] parents = reader.ints("parent");
        int[] branches = reader.ints("branch");
        int[] rounds = reader.ints("round");
        Origin[] origins = new Origin[reader.rows()];
        for (int row = 0; row < reader.rows(); row++) {
            origins[row] = new Origin(parents[row], branches[row], rounds[row]);
        }
        return origins;
    }
}
