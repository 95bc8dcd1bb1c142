package org.waggle.executor.rollout;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.waggle.common.data.Completion;
import org.waggle.common.data.Group;
import org.waggle.common.data.GroupId;
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
    public List<Group> run(OpenPolicy policy, long version, List<RolloutRequest> requests) {
        List<Draft> drafts =
                requests.stream().map(request -> draft(policy, request)).toList();
        int longest =
                drafts.stream().mapToInt(draft -> draft.prompt().length).max().orElse(0);
        try (DecodingSession session = CachedDecoding.open(
                policy.policy(),
                policy.tokenizer(),
                slots,
                longest + sampler.settings().maxTokens())) {
            sampler.sample(
                    drafts.stream().map(Draft::request).toList(),
                    session,
                    (index, completion) -> drafts.get(index).completions().add(completion));
        }
        return drafts.stream().map(draft -> draft.group(version, sampler)).toList();
    }

    private Draft draft(OpenPolicy policy, RolloutRequest request) {
        Problem problem = task.problem(runSeed, split, request.problem());
        int[] prompt = policy.tokenizer().encode(problem.prompt());
        int longest = policy.spec().shape().maxPositions();
        if (prompt.length == 0 || prompt.length + sampler.settings().maxTokens() > longest) {
            throw RunException.input(
                    "Invalid prompt: %d tokens of problem %s (must be 1 to max-positions %d less max-tokens %d)",
                    prompt.length, problem.id(), longest, sampler.settings().maxTokens());
        }
        return new Draft(request, problem, prompt, seed(request.group()), new ArrayList<>());
    }

    private Seed seed(GroupId group) {
        return drawSeed.at(group.step()).at(group.node()).at(group.ordinal());
    }

    private record Draft(
            RolloutRequest wanted, Problem problem, int[] prompt, Seed seed, List<Completion> completions) {
        Sampler.Request request() {
            return new Sampler.Request(prompt, wanted.firstSample(), wanted.samples(), seed, wanted.round());
        }

        Group group(long version, Sampler sampler) {
            completions.sort(Comparator.comparingInt(Completion::sample));
            return new Group(wanted.group(), problem, prompt, version, sampler.settings(), completions);
        }
    }
}
