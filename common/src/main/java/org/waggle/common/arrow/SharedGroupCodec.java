package org.waggle.common.arrow;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.waggle.common.data.Chat;
import org.waggle.common.data.Problem;
import org.waggle.common.data.RejectedException;
import org.waggle.common.data.Rejection;
import org.waggle.common.data.SharedGroup;
import org.waggle.common.data.SharedGroup.SharedCompletion;
import org.waggle.common.data.StopReason;

/** Shared groups as Arrow, one row for each group. A sum of log-probabilities that isn't published is NaN. */
public final class SharedGroupCodec {
    private static final BatchSchema SCHEMA = new BatchSchema("shared groups", 1);
    private static final byte[] SCHEMA_BYTES =
            ForeignReader.schema(encode(List.of()).ipc());

    private SharedGroupCodec() {}

    /** Encodes any number of shared groups, also none. */
    public static ArrowBatch encode(List<SharedGroup> groups) {
        try (BatchWriter<SharedGroup> writer = new BatchWriter<>(SCHEMA, groups)) {
            writer.texts("sender", SharedGroup::sender)
                    .ints("round", SharedGroup::round)
                    .ints("ordinal", SharedGroup::ordinal)
                    .longs("policy_version", SharedGroup::policyVersion)
                    .texts("problem_id", group -> group.problem().id())
                    .texts("prompt", group -> group.problem().prompt())
                    .texts("chat", group -> group.problem().chat().json())
                    .texts("answer", group -> group.problem().answer())
                    .textMaps("problem_extra", group -> group.problem().extra())
                    .textLists(
                            "completions",
                            group -> group.completions().stream()
                                    .map(SharedCompletion::text)
                                    .toList())
                    .textLists(
                            "stop_reasons",
                            group -> group.completions().stream()
                                    .map(each -> each.stop().name())
                                    .toList())
                    .floatLists("logp", SharedGroupCodec::logp);
            return writer.batch();
        }
    }

    /**
     * Decodes what {@link #encode} made.
     *
     * @throws org.waggle.common.failure.RunException if the schema is of another kind or version, or bytes are damaged
     */
    public static List<SharedGroup> decode(ArrowBatch batch) {
        return BatchReader.read(batch, SCHEMA, SharedGroupCodec::own);
    }

    /**
     * Decodes what somebody says to be made by {@link #encode}, whoever that is: memory is bounded by the bytes that
     * are there, whatever they say.
     *
     * @param ipc bytes as of {@link ArrowBatch#ipc}
     * @param mostGroups refuses more
     * @throws RejectedException if they are anything else
     */
    public static List<SharedGroup> decodeForeign(byte[] ipc, int mostGroups) throws RejectedException {
        return ForeignReader.read(ipc, SCHEMA_BYTES, mostGroups, SharedGroupCodec::read);
    }

    private static List<SharedGroup> own(Columns columns) {
        try {
            return read(columns);
        } catch (RejectedException e) {
            throw new IllegalStateException("Only foreign batches are rejected", e);
        }
    }

    private static float[] logp(SharedGroup group) {
        float[] sums = new float[group.completions().size()];
        for (int i = 0; i < sums.length; i++) {
            sums[i] = (float) group.completions().get(i).logp().orElse(Double.NaN);
        }
        return sums;
    }

    private static List<SharedGroup> read(Columns reader) throws RejectedException {
        String[] senders = reader.texts("sender");
        int[] rounds = reader.ints("round");
        int[] ordinals = reader.ints("ordinal");
        long[] versions = reader.longs("policy_version");
        List<Problem> problems = problems(reader);
        List<List<String>> texts = reader.textLists("completions");
        List<List<String>> stops = reader.textLists("stop_reasons");
        float[][] logp = reader.floatLists("logp");
        List<SharedGroup> groups = new ArrayList<>();
        for (int row = 0; row < reader.rows(); row++) {
            requireEqual(texts.get(row).size(), stops.get(row).size(), logp[row].length);
            groups.add(new SharedGroup(
                    senders[row],
                    rounds[row],
                    ordinals[row],
                    versions[row],
                    problems.get(row),
                    completions(texts.get(row), stops.get(row), logp[row])));
        }
        return groups;
    }

    private static void requireEqual(int texts, int stops, int sums) throws RejectedException {
        RejectedException.unless(
                texts == stops && texts == sums,
                Rejection.SCHEMA,
                "%d completions have %d stop reasons and %d log-probabilities".formatted(texts, stops, sums));
    }

    private static List<Problem> problems(Columns reader) throws RejectedException {
        String[] ids = reader.texts("problem_id");
        String[] prompts = reader.texts("prompt");
        String[] chats = reader.texts("chat");
        String[] answers = reader.texts("answer");
        List<Map<String, String>> extra = reader.textMaps("problem_extra");
        List<Problem> problems = new ArrayList<>();
        for (int row = 0; row < reader.rows(); row++) {
            problems.add(new Problem(ids[row], prompts[row], new Chat(chats[row]), answers[row], extra.get(row)));
        }
        return problems;
    }

    private static List<SharedCompletion> completions(List<String> texts, List<String> stops, float[] logp) {
        List<SharedCompletion> completions = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            completions.add(new SharedCompletion(
                    texts.get(i),
                    StopReason.valueOf(stops.get(i)),
                    Float.isNaN(logp[i]) ? OptionalDouble.empty() : OptionalDouble.of(logp[i])));
        }
        return completions;
    }
}
