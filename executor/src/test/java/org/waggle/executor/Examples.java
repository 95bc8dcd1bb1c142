package org.waggle.executor;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.waggle.common.data.Completion;
import org.waggle.common.data.Group;
import org.waggle.common.data.GroupId;
import org.waggle.common.data.GroupSummary;
import org.waggle.common.data.Origin;
import org.waggle.common.data.Problem;
import org.waggle.common.data.SamplingSettings;
import org.waggle.common.data.ScoredGroup;
import org.waggle.common.data.Scores;
import org.waggle.common.data.Seed;
import org.waggle.common.data.StopReason;
import org.waggle.common.data.TokenTrace;
import org.waggle.common.spi.StepContext;

/** Small groups with given texts or rewards. */
public final class Examples {
    /** Name of the only reward channel. */
    public static final String CHANNEL = "exact";

    /** Plain sampling of up to 8 tokens. */
    public static final SamplingSettings SAMPLING = new SamplingSettings(1, 0, 1, 0, 8);

    /** The problem 1+1. */
    public static final Problem PROBLEM = new Problem("1+1", "1+1=", "2", Map.of());

    /** The second of five steps. */
    public static final StepContext CONTEXT = new StepContext(2, 5, new Seed(3));

    private Examples() {}

    /** A completion with one token more than its index. */
    public static Completion completion(int sample, String text) {
        int length = sample + 1;
        TokenTrace trace = TokenTrace.sampled(new float[length], new float[length], new float[length]);
        return new Completion(
                sample, new int[length], text, trace, StopReason.END_OF_SEQUENCE, Origin.PROMPT, Map.of());
    }

    /** A group of completions of a problem. */
    public static Group group(Problem problem, String... texts) {
        List<Completion> completions = IntStream.range(0, texts.length)
                .mapToObj(i -> completion(i, texts[i]))
                .toList();
        return new Group(new GroupId(1, 0, 0), problem, new int[] {1}, 0, SAMPLING, completions);
    }

    /** A scored group with one channel that is the reward. */
    public static ScoredGroup scored(double... rewards) {
        String[] texts = Stream.generate(() -> "2").limit(rewards.length).toArray(String[]::new);
        SortedMap<String, Scores> channels = new TreeMap<>(Map.of(CHANNEL, Scores.of(rewards)));
        return new ScoredGroup(group(PROBLEM, texts), channels, rewards);
    }

    /** The summary of a scored group. */
    public static GroupSummary summary(double... rewards) {
        return scored(rewards).summary();
    }
}
