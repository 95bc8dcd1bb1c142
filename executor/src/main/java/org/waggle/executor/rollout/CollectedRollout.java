package org.waggle.executor.rollout;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.waggle.common.data.Completion;
import org.waggle.common.spi.DecodingSession;
import org.waggle.common.spi.Sampler;

/** A rollout that keeps what its sampler hands over. */
public final class CollectedRollout implements Sampler.Rollout {
    private final List<Sampler.Request> requests;
    private final DecodingSession policy;
    private final List<List<Completion>> completions = new ArrayList<>();

    /** A rollout of some requests, with nothing finished. */
    public CollectedRollout(List<Sampler.Request> requests, DecodingSession policy) {
        this.requests = List.copyOf(requests);
        this.policy = policy;
        requests.forEach(request -> completions.add(new ArrayList<>()));
    }

    @Override
    public List<Sampler.Request> requests() {
        return requests;
    }

    @Override
    public DecodingSession policy() {
        return policy;
    }

    @Override
    public void finished(int request, Completion completion) {
        completions.get(request).add(completion);
    }

    /** What was handed over, [requests][completions], in the order of their sample indices. */
    public List<List<Completion>> completions() {
        return completions.stream()
                .map(each -> each.stream()
                        .sorted(Comparator.comparingInt(Completion::sample))
                        .toList())
                .toList();
    }
}
