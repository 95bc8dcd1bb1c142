package org.waggle.executor.rollout;

import java.util.List;
import org.waggle.common.data.Completion;
import org.waggle.common.spi.Sampler;
import org.waggle.executor.guard.Guarded;

/**
 * Checks what a sampler handed over.
 *
 * @param sampler who sampled
 * @param maxTokens longest completion
 */
record SamplerCheck(Guarded<Sampler> sampler, int maxTokens) {
    /** The completions, [requests][completions], if they are those that were asked for. */
    List<List<Completion>> checked(List<RolloutRequest> wanted, List<List<Completion>> completions) {
        for (int i = 0; i < completions.size(); i++) {
            RolloutRequest request = wanted.get(i);
            String about = "group " + request.group();
            List<Integer> samples =
                    completions.get(i).stream().map(Completion::sample).toList();
            int last = request.firstSample() + request.samples() - 1;
            sampler.check(
                    samples.size() == request.samples()
                            && samples.stream().distinct().count() == samples.size()
                            && samples.stream().allMatch(each -> each >= request.firstSample() && each <= last),
                    "samples " + samples,
                    "must be each of %d to %d once".formatted(request.firstSample(), last),
                    about);
            completions.get(i).forEach(completion -> check(completion, about + ", sample " + completion.sample()));
        }
        return completions;
    }

    private void check(Completion completion, String about) {
        sampler.check(
                completion.length() >= 1 && completion.length() <= maxTokens,
                completion.length() + " tokens",
                "must be 1 to max-tokens " + maxTokens,
                about);
        for (int token = 0; token < completion.length(); token++) {
            float logp = completion.trace().logpPolicy()[token];
            sampler.check(
                    Float.isFinite(logp) || !completion.trace().trained()[token],
                    "log-probability " + logp,
                    "must be finite where a token is trained on",
                    about);
        }
    }
}
