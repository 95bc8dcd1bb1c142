package org.waggle.executor.rollout;

import java.io.Serializable;
import java.util.List;
import java.util.stream.IntStream;
import org.waggle.common.data.Completion;
import org.waggle.common.data.Group;
import org.waggle.common.data.Problem;
import org.waggle.common.data.SamplingSettings;
import org.waggle.common.data.Seed;
import org.waggle.common.data.Split;
import org.waggle.common.spi.DecodingSession;
import org.waggle.common.spi.Sampler;
import org.waggle.common.spi.Task;
import org.waggle.executor.engine.CachedDecoding;
import org.waggle.executor.guard.Guarded;
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
public record RolloutWorker(
        Guarded<Task> task, Split split, Guarded<Sampler> sampler, Seed runSeed, Seed drawSeed, int slots)
        implements Serializable {

    /** The groups that were asked for, in the order of the requests. */
    public List<Group> run(OpenPolicy policy, long version, List<RolloutRequest> wanted) {
        SamplingSettings settings = sampler.component().settings();
        List<Problem> problems = problems(wanted);
        List<Sampler.Request> requests = IntStream.range(0, wanted.size())
                .mapToObj(i -> request(policy, problems.get(i), wanted.get(i)))
                .toList();
        int longest = requests.stream()
                .mapToInt(request -> request.prompt().length)
                .max()
                .orElse(0);
        try (DecodingSession session =
                CachedDecoding.open(policy.policy(), policy.tokenizer(), slots, longest + settings.maxTokens())) {
            CollectedRollout rollout = new CollectedRollout(requests, session);
            List<List<Completion>> completions = sampler.askPatiently(
                    "%d groups from %s on"
                            .formatted(wanted.size(), wanted.get(0).group()),
                    it -> {
                        it.sample(rollout);
                        return new SamplerCheck(sampler, settings.maxTokens()).checked(wanted, rollout.completions());
                    });
            return IntStream.range(0, wanted.size())
                    .mapToObj(i -> new Group(
                            wanted.get(i).group(),
                            problems.get(i),
                            requests.get(i).prompt(),
                            version,
                            settings,
                            completions.get(i)))
                    .toList();
        }
    }

    private List<Problem> problems(List<RolloutRequest> wanted) {
        return task.askEach(
                wanted,
                each -> "problem %d of split %s".formatted(each.problem(), split),
                (it, each) -> it.problem(runSeed, split, each.problem()));
    }

    private Sampler.Request request(OpenPolicy policy, Problem problem, RolloutRequest wanted) {
        return new Sampler.Request(
                problem,
                new PromptRoom(policy.spec(), sampler.component().settings()).tokens(policy.prompts(), problem),
                wanted.firstSample(),
                wanted.samples(),
                wanted.group().under(drawSeed),
                wanted.round());
    }
}
