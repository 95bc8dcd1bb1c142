package org.waggle.executor.rollout;

import java.io.Serializable;
import java.util.List;
import java.util.stream.IntStream;
import org.waggle.common.data.Completion;
import org.waggle.common.data.Group;
import org.waggle.common.data.Problem;
import org.waggle.common.data.Seed;
import org.waggle.common.data.Split;
import org.waggle.common.failure.RunException;
import org.waggle.common.spi.DecodingSession;
import org.waggle.common.spi.Sampler;
import org.waggle.common.spi.Task;
import org.waggle.executor.engine.CachedDecoding;
import org.waggle.executor.policy.OpenPolicy;

/**
 * Samples the groups of one lane, in a fixed order.
 *
 * @param task where problems come from
 * @param split which of its problems
 * @param sampler how completions are made
 * @param runSeed seed of the run, for the task
 * @param drawSeed seed of the draws; a token's draw is keyed by (step, node, place of the problem, sample, token)
 * @param slots sequences decoded at once
 */
public record RolloutWorker(Task task, Split split, Sampler sampler, Seed runSeed, Seed drawSeed, int slots)
        implements Serializable {

    /** The groups that were asked for, in the order of the requests. */
    public List<Group> run(OpenPolicy policy, long version, List<RolloutRequest> wanted) {
        List<Sampler.Request> requests =
                wanted.stream().map(each -> request(policy, each)).toList();
        int longest = requests.stream()
                .mapToInt(request -> request.prompt().length)
                .max()
                .orElse(0);
        try (DecodingSession session = CachedDecoding.open(
                policy.policy(),
                policy.tokenizer(),
                slots,
                longest + sampler.settings().maxTokens())) {
            CollectedRollout rollout = new CollectedRollout(requests, session);
            sampler.sample(rollout);
            return groups(version, wanted, rollout);
        }
    }

    private List<Group> groups(long version, List<RolloutRequest> wanted, CollectedRollout rollout) {
        List<List<Completion>> completions = rollout.completions();
        return IntStream.range(0, wanted.size())
                .mapToObj(i -> new Group(
                        wanted.get(i).group(),
                        rollout.requests().get(i).problem(),
                        rollout.requests().get(i).prompt(),
                        version,
                        sampler.settings(),
                        completions.get(i)))
                .toList();
    }

    private Sampler.Request request(OpenPolicy policy, RolloutRequest wanted) {
        Problem problem = task.problem(runSeed, split, wanted.problem());
        int[] prompt = policy.prompts().tokens(problem);
        int longest = policy.spec().shape().maxPositions();
        if (prompt.length == 0 || prompt.length + sampler.settings().maxTokens() > longest) {
            throw RunException.input(
                    "Invalid prompt: %d tokens of problem %s (must be 1 to max-positions %d less max-tokens %d)",
                    prompt.length, problem.id(), longest, sampler.settings().maxTokens());
        }
        return new Sampler.Request(
                problem,
                prompt,
                wanted.firstSample(),
                wanted.samples(),
                wanted.group().under(drawSeed),
                wanted.round());
    }
}
