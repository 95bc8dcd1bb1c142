package org.waggle.driver.store;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.waggle.common.data.Completion;
import org.waggle.common.data.Group;
import org.waggle.common.data.SamplingSettings;
import org.waggle.common.data.Scores;
import org.waggle.common.data.TokenTrace;

/**
 * One completion as a row.
 *
 * @param rollout its group
 * @param place its place in the group, from 0
 */
record RolloutRow(ScoredRollout rollout, int place) {
    /** Writes the columns of {@link RolloutTable#SCHEMA}, in that order. */
    void write(RowConsumer out) {
        out.row(() -> {
            writeOrigin(out);
            writeTexts(out);
            writeSampling(out);
            writeOutcome(out);
        });
    }

    private void writeOrigin(RowConsumer out) {
        Group group = group();
        out.text("run", rollout.run())
                .text("phase", rollout.phase())
                .integer("node", group.id().node())
                .integer("policy_version", group.policyVersion())
                .text("problem_id", group.problem().id())
                .text("group_id", group.id().toString())
                .integer("sample", completion().sample())
                .integer("round", completion().origin().round())
                .integer("parent", completion().origin().parent())
                .integer("branch", completion().origin().branch())
                .integer("seed", rollout.seed());
    }

    private void writeTexts(RowConsumer out) {
        TokenTrace trace = completion().trace();
        out.text("prompt", group().problem().prompt())
                .text("chat", group().problem().chat().json())
                .integers("prompt_tokens", group().promptTokens())
                .text("completion", completion().text())
                .integers("completion_tokens", completion().tokens())
                .text("answer", group().problem().answer())
                .numbers("logp_sampled", trace.logpSampled())
                .numbers("logp_policy", trace.logpPolicy())
                .numbers("entropy", trace.entropy())
                .flags("trained", trace.trained());
    }

    private void writeSampling(RowConsumer out) {
        SamplingSettings settings = group().settings();
        out.text("stop_reason", completion().stop().name().toLowerCase(Locale.ROOT))
                .number("temperature", settings.temperature())
                .integer("top_k", settings.topK())
                .number("top_p", settings.topP())
                .number("min_p", settings.minP())
                .integer("min_tokens", settings.minTokens())
                .integer("max_tokens", settings.maxTokens())
                .texts("stop", settings.stop());
    }

    private void writeOutcome(RowConsumer out) {
        out.scores("rewards", channels(scores -> scores.values()[place]))
                .scoreLists("step_rewards", channels(scores -> scores.steps()[place]))
                .number("reward", rollout.group().rewards()[place])
                .optionalNumber("advantage", mean(rollout.advantages()[place]))
                .integers("updates", rollout.updates()[place])
                .texts("extra", new TreeMap<>(completion().extra()));
    }

    private <T> Map<String, T> channels(Function<Scores, T> value) {
        Map<String, T> channels = new TreeMap<>();
        rollout.group().channels().forEach((name, scores) -> channels.put(name, value.apply(scores)));
        return channels;
    }

    /** Not a number for none. */
    private static double mean(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += value;
        }
        return values.length == 0 ? Double.NaN : sum / values.length;
    }

    private Group group() {
        return rollout.group().group();
    }

    private Completion completion() {
        return group().completions().get(place);
    }
}
