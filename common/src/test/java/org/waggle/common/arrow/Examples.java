package org.waggle.common.arrow;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.waggle.common.data.Chat;
import org.waggle.common.data.Completion;
import org.waggle.common.data.Group;
import org.waggle.common.data.GroupId;
import org.waggle.common.data.Origin;
import org.waggle.common.data.Problem;
import org.waggle.common.data.SamplingSettings;
import org.waggle.common.data.ScoredGroup;
import org.waggle.common.data.Scores;
import org.waggle.common.data.Seed;
import org.waggle.common.data.StopReason;
import org.waggle.common.data.TokenTrace;
import org.waggle.common.data.TrainingItem;
import org.waggle.common.data.TrainingSequence;

/** Groups and items with what is easily lost on the way. */
final class Examples {
    private static final SamplingSettings SETTINGS =
            new SamplingSettings(0.7, 20, 0.95, 0.05, 3, 64, List.of("é", "\n\n"));

    private Examples() {}

    static List<Group> groups() {
        Problem sum = new Problem(
                "sum-1",
                "Grüße 🐝: 47+85=",
                new Chat("{\"messages\": []}"),
                "132",
                Map.of("kind", "sum", "naïve", "日本"));
        Problem bare = new Problem("bare", "", "", Map.of());
        Completion full = completion(0, 9, "132 ✓", Origin.PROMPT, Map.of("note", "é"));
        Completion nothing = completion(1, 0, "", Origin.PROMPT, Map.of());
        Completion branched = completion(2, 17, "a\u0000b", new Origin(0, 4, 1), Map.of("a", "1", "b", ""));
        return List.of(
                new Group(
                        new GroupId(3, 0, 7), sum, new int[] {5, 6, 7}, 2, SETTINGS, List.of(full, nothing, branched)),
                new Group(new GroupId(3, 1, 0), bare, new int[0], 1L << 40, SETTINGS, List.of()),
                new Group(new GroupId(3, 1, 1), sum, new int[] {1}, 2, SETTINGS, List.of(nothing)));
    }

    static List<ScoredGroup> scored() {
        List<Group> groups = groups();
        Scores exact = Scores.of(1, 0, 0.1);
        Scores steps = new Scores(new double[] {0.5, -1e300, 3}, new double[][] {{0.1, 0.2}, {}, {Double.MIN_VALUE}});
        return List.of(
                new ScoredGroup(groups.get(0), Map.of("exact", exact, "étapes", steps), new double[] {1, -0.0, 0.25}),
                new ScoredGroup(groups.get(1), Map.of("exact", Scores.of()), new double[0]),
                new ScoredGroup(groups.get(2), Map.of(), new double[] {2}));
    }

    static List<TrainingItem> items() {
        int[] prompt = {1, 2};
        TrainingSequence chosen = sequence(prompt, 3);
        TrainingSequence rejected = sequence(new int[] {1, 2}, 11);
        TrainingSequence other = sequence(new int[] {9}, 0);
        GroupId group = new GroupId(1, 0, 4);
        return List.of(
                new TrainingItem(group, new int[] {2, 0}, List.of(chosen, rejected), 0.5, 1),
                new TrainingItem(group, new int[0], List.of(), 1, 0.25),
                new TrainingItem(group, new int[] {1}, List.of(chosen), -1, 1),
                new TrainingItem(new GroupId(1, 0, 5), new int[] {6}, List.of(other), 1, 1));
    }

    static Completion completion(int sample, int tokens, String text, Origin origin, Map<String, String> extra) {
        TrainingSequence numbers = sequence(new int[] {sample}, tokens);
        TokenTrace trace = new TokenTrace(
                numbers.oldLogp(), numbers.advantage(), numbers.oldLogp().clone(), numbers.trained());
        return new Completion(sample, numbers.tokens(), text, trace, StopReason.END_OF_SEQUENCE, origin, extra);
    }

    static TrainingSequence sequence(int[] prompt, int length) {
        Seed seed = new Seed(length);
        int[] tokens = new int[length];
        float[] oldLogp = new float[length];
        float[] advantage = new float[length];
        boolean[] trained = new boolean[length];
        for (int token = 0; token < length; token++) {
            tokens[token] = (int) seed.at("token").at(token).below(50_000);
            oldLogp[token] = (float) Math.log(seed.at("p").at(token).uniform());
            advantage[token] = (float) seed.at("advantage").at(token).normal();
            trained[token] = token % 3 != 1;
        }
        return new TrainingSequence(prompt, tokens, oldLogp, advantage, trained);
    }

    static List<ScoredGroup> many(int groups, int samples, int tokens) {
        List<ScoredGroup> scored = new ArrayList<>();
        for (int ordinal = 0; ordinal < groups; ordinal++) {
            List<Completion> completions = new ArrayList<>();
            for (int sample = 0; sample < samples; sample++) {
                completions.add(completion(sample, tokens, "x".repeat(tokens), Origin.PROMPT, Map.of()));
            }
            Problem problem = new Problem("p" + ordinal, "47+85=", "132", Map.of());
            Group group = new Group(
                    new GroupId(1, 0, ordinal), problem, new int[] {1, 2, 3, 4, 5, 6}, 0, SETTINGS, completions);
            Map<String, Scores> channels =
                    Map.of("exact", Scores.of(new double[samples]), "format", Scores.of(new double[samples]));
            scored.add(new ScoredGroup(group, channels, new double[samples]));
        }
        return scored;
    }
}
